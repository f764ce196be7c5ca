import type { Function as FunctionNode, Statement } from '@babel/types';
import { functionOfBinding } from '../../../analysis/local-function.js';
import { usesArguments, usesThis } from '../../../syntax/function-facts.js';
import type { Binding } from '../../../syntax/scope.js';
import { matchCompletion } from '../completions/completion.js';
import { classifyTest } from '../errors/error-tests.js';
import { relevanceOf } from '../statements/relevance.js';
import { blockList, type Region, type StatementList } from '../regions/region.js';
import { isTrivialReturn, matchArrival, type Arrival } from './arrival.js';
import { isWithin } from '../../../syntax/within.js';
import { valueGiven } from '../statements/value-given.js';

/**
 * A local function that every call ends with: `done(err)`. `errors`: it passes the first error on at once; `tally`: it
 * does something for each call, such as remembering the error, and only counts.
 */
export interface DoneFunction {
  readonly binding: Binding;
  readonly fn: FunctionNode;
  readonly kind: 'errors' | 'tally';
  /** What it does for each call besides counting; empty for `errors`. */
  readonly prefix: readonly Statement[];
  readonly arrival: Arrival;
  /** `failed` in `if (failed) return;`: only used in this function. */
  readonly flag: Binding | undefined;
}

/** Reads a local function as the end of each call that `counter` counts. */
export function readDone(region: Region, binding: Binding, counter: Binding): DoneFunction | undefined {
  const { context } = region;
  const fn = functionOfBinding(context, binding);
  if (!fn || fn.async || fn.generator || fn.body.type !== 'BlockStatement') return undefined;
  if (fn.type !== 'ArrowFunctionExpression' && (usesThis(fn) || usesArguments(fn))) return undefined;
  const list = blockList(fn.body);
  const at = list.statements.findIndex((_, index) => matchArrival(context, counter, list, index));
  if (at < 0) return undefined;
  const arrival = matchArrival(context, counter, list, at)!;
  const later = list.statements.slice(at + arrival.statements.length);
  if (!later.every(isTrivialReturn)) return undefined;
  const prefix = list.statements.slice(0, at);
  const errors = readErrors(region, fn, prefix, arrival);
  if (errors) return { binding, fn, kind: 'errors', prefix: [], arrival, flag: errors.flag };
  if (!prefix.every((statement) => isPlain(region, statement))) return undefined;
  return { binding, fn, kind: 'tally', prefix, arrival, flag: undefined };
}

function isPlain(region: Region, statement: Statement): boolean {
  const { operations, completions, returns } = relevanceOf(region, statement);
  return !operations && !completions && !returns;
}

/** `if (failed) return; if (err) { failed = true; return cb(err); }` */
function readErrors(
  region: Region,
  fn: FunctionNode,
  prefix: readonly Statement[],
  { join }: Arrival,
): { flag: Binding | undefined } | undefined {
  const { scopes } = region.context;
  const parameter = fn.params[0]?.type === 'Identifier' ? scopes.bindingOf(fn.params[0]) : undefined;
  const [first, second, third] = prefix;
  const flag = second ? testedFlag(region, first) : undefined;
  const test = second ? second : first;
  if (!parameter || third || (second && !flag) || test?.type !== 'IfStatement' || test.alternate) return undefined;
  if (classifyTest(region.context, test.test, parameter).kind !== 'error') return undefined;
  if (!passesOn(region, blockList(test.consequent), parameter, flag)) return undefined;
  if (!parameter.references.every(({ identifier }) => isWithin(identifier, test))) return undefined;
  const places = flag ? [first!, test, ...flagStatements(region, join, flag)] : [];
  const isOwn = flag?.references.every(({ identifier }) => places.some((place) => isWithin(identifier, place)));
  return flag && !isOwn ? undefined : { flag };
}

/** `called = true;` where the last call goes on: nothing can ask for it any more. */
export const flagStatements = (region: Region, join: StatementList, flag: Binding): Statement[] =>
  join.statements.filter((statement) => {
    const value = valueGiven(region.context, statement, flag);
    return value !== undefined && /Literal$/.test(value.type);
  });

/** The variable in `if (failed) return;`. */
function testedFlag(region: Region, statement: Statement | undefined): Binding | undefined {
  if (statement?.type !== 'IfStatement' || statement.alternate || statement.test.type !== 'Identifier')
    return undefined;
  if (!blockList(statement.consequent).statements.every(isTrivialReturn)) return undefined;
  return region.context.scopes.bindingOf(statement.test);
}

/** The branch does nothing but complete with the error, and set the flag. */
function passesOn(region: Region, list: StatementList, parameter: Binding, flag: Binding | undefined): boolean {
  const { mode, context } = region;
  if (mode.kind !== 'callback') return false;
  const steps = list.statements.filter((statement) => !flag || !valueGiven(context, statement, flag));
  const [only, ...others] = steps;
  const completion = only && matchCompletion(context, only, (binding) => mode.continuations.has(binding));
  if (!completion || completion.optional || completion.call.arguments.length !== 1 || !others.every(isTrivialReturn))
    return false;
  if (!completion.returned && others.length === 0) return false;
  const [argument] = completion.call.arguments;
  return argument?.type === 'Identifier' && context.scopes.bindingOf(argument) === parameter;
}
