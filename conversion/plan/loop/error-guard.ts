import type { CallExpression, Identifier } from '@babel/types';
import { isNullish, isTruthyExpression } from '../../../analysis/expression-truth.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import { spanOf } from '../../items.js';
import { divide, isDivisionSound, type Division } from '../errors/divide-handler.js';
import { dropPropagation, isPropagation } from '../errors/propagation.js';
import type { Region, StatementList } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import { operationIn } from '../statements/relevance.js';
import type { SelfLoop } from './read-self-loop.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * `function next(err) { if (err) return cb(err); …; fs.unlink(file, next); }`: an awaited operation throws its error by
 * itself, so that the loop needs neither the variable nor the test.
 *
 * @param entry the operation through which the loop is entered, or the arguments of the call that enters it
 * @returns the loop without the two; the same loop where it has none, or may be told an error in another way
 */
export function withoutErrorGuard(
  region: Region,
  loop: SelfLoop,
  entry: CallExpression['arguments'] | Operation,
): SelfLoop {
  const [error, ...params] = loop.params;
  if (!error || loop.guarded) return loop;
  const division = guardOf(region, loop.list, error);
  if (!division || !isEnteredWithoutError(entry)) return loop;
  if (!loop.calls.every((call) => saysNoError(call.arguments) || tellsError(region, call))) return loop;
  if (!loop.handed.every((name) => givesErrorFirst(region, name))) return loop;
  const [guard, ...statements] = loop.list.statements;
  region.names.forget(spanOf(guard!));
  dropPropagation(region, division);
  const list = { statements, span: { start: guard!.end!, end: loop.list.span.end } };
  return { ...loop, params, list, guarded: true };
}

/** The test at the top, when nothing else reads the error and no comment would go with it. */
function guardOf(region: Region, list: StatementList, error: Binding): Division | undefined {
  const division = divide(region, list, error, 'unknown');
  if (!division || division.success || division.test.test.type !== 'Identifier') return undefined;
  if (!isDivisionSound(list, division, error)) return undefined;
  const around = { start: list.span.start, end: division.test.end! };
  return commentsWithin(region, around).length === 0 && isPropagation(region, division, error) ? division : undefined;
}

const isEnteredWithoutError = (entry: CallExpression['arguments'] | Operation): boolean =>
  Array.isArray(entry) ? saysNoError(entry) : isErrorFirst(entry);

/** `next()`, `next(null, found)`. */
const saysNoError = ([first]: CallExpression['arguments']): boolean => isNullish(first);

/** `next(new Error('no name'))`, `if (err) return next(err)`: what is told is an error, whatever variables hold. */
function tellsError({ context: { parents, scopes } }: Region, call: CallExpression): boolean {
  const [told, ...others] = call.arguments;
  if (!told || others.length > 0) return false;
  if (told.type !== 'Identifier') return isTruthyExpression(told);
  const binding = scopes.bindingOf(told);
  if (!binding || binding.references.some(({ kind }) => kind !== 'read')) return false;
  for (const parent of parents.ancestors(call)) {
    if (parent.type !== 'IfStatement' || parent.test.type !== 'Identifier') continue;
    const isInside = isWithin(call, parent.consequent);
    if (isInside && scopes.bindingOf(parent.test) === binding) return true;
  }
  return false;
}

/** Timers give nothing at all. */
const isErrorFirst = ({ kind }: Operation): boolean => kind !== 'value';

function givesErrorFirst(region: Region, name: Identifier): boolean {
  const statement = region.context.parents.enclosingStatement(name);
  const operation = statement && operationIn(region, statement)?.operation;
  return operation?.call.arguments[operation.at] === name && isErrorFirst(operation);
}
