import type { Expression, Node, Statement } from '@babel/types';
import { isNullish } from '../../../analysis/expression-truth.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import { argumentSpan } from '../../argument-span.js';
import { Decline } from '../../decline.js';
import { line, type Item, type Part } from '../../items.js';
import { waitFor } from '../timing/at-once.js';
import { awaitForm } from '../await/await-form.js';
import { promiseConvention } from '../await/promise-convention.js';
import { replace, type Ends, type Region } from '../regions/region.js';
import { targetParts } from '../typed/declared-type.js';
import type { LoopFrame } from './loop-frame.js';

/** Plans a statement by which the function of a loop starts itself again: `next(i + 1)`. */
export function planSelfCall(region: Region, statement: Statement, tail: boolean): Ends | undefined {
  const plain = region.loop && statementCall(statement);
  if (!plain || plain.call.callee.type !== 'Identifier') return undefined;
  const frame = frameOf(region, plain.call.callee);
  if (!frame) return undefined;
  if (!plain.returned && !tail) throw new Decline('code-after-completion', statement, { name: plain.call.callee.name });
  region.consumed.add(plain.call.callee);
  const [told] = plain.call.arguments;
  if (frame.guarded && told && !isNullish(told)) {
    replace(region, statement, [line('throw ', argumentSpan(region.context.file, told))]);
    return 'always';
  }
  const args = behindError(frame, plain.call.arguments) as Expression[];
  if (args.some(({ type }) => (type as string) === 'SpreadElement')) throw cannotContinue(plain.call);
  checkTargets(region, frame, plain.call);
  replace(region, statement, [...assignments(region, frame, args), line('continue')]);
  return 'always';
}

/** What is set for the next turn must be the variables of the loop, and not others of the same name. */
function checkTargets({ context, names }: Region, { params }: LoopFrame, place: Node): void {
  const scope = context.scopes.scopeOf(place);
  for (const param of params) {
    const found = context.scopes.lookup(scope, param.name);
    if (found && found !== param && names.nameOf(found) === names.nameOf(param)) throw cannotContinue(place);
  }
}

/** Plans an operation that hands its result to the function of a loop: `fs.read(fd, onread)`. */
export function planSelfHandler(region: Region, statement: Statement, operation: Operation): Ends | undefined {
  const argument = operation.call.arguments[operation.at]!;
  if (!region.loop || argument.type !== 'Identifier') return undefined;
  const frame = frameOf(region, argument);
  if (!frame) return undefined;
  region.consumed.add(argument);
  checkTargets(region, frame, operation.call);
  replace(region, statement, [line(...received(region, frame, '', operation)), line('continue')]);
  return 'always';
}

/**
 * `[err, text] = await …`, or `text = await …` where an error is thrown, with `let` in front where the variables are new.
 */
export function received(
  region: Region,
  { params, guarded }: Pick<LoopFrame, 'params' | 'guarded'>,
  keyword: string,
  operation: Operation,
): Part[] {
  const isList = params.length > 1 || promiseConvention(region, operation) === 'values';
  const { parts } = awaitForm(region, operation, guarded ? (isList ? 'values' : 'value') : 'arguments');
  const wait = waitFor(region, parts);
  if (params.length === 0) return wait;
  if (guarded && !isList) return [keyword, declared(params[0]!), ' = ', ...wait];
  return [`${keyword}[`, ...joined(params.map(declared)), '] = ', ...wait];
}

/** What a call hands to the variables of the loop. */
export const behindError = <T>({ guarded }: Pick<LoopFrame, 'guarded'>, args: readonly T[]): readonly T[] =>
  guarded ? args.slice(1) : args;

/** The loop that a name stands for, when it can be continued from here. */
export function frameOf(region: Region, name: Node): LoopFrame | undefined {
  const binding = name.type === 'Identifier' ? region.context.scopes.bindingOf(name) : undefined;
  for (let frame = region.loop; binding && frame; frame = frame.outer) {
    if (!frame.names.has(binding)) continue;
    if (frame !== region.loop || !frame.reachable) throw cannotContinue(name);
    return frame;
  }
  return undefined;
}

const cannotContinue = (node: Node): Decline => new Decline('operation-in-loop', node, {});

/** New values for the next turn, all at once when there are several. */
function assignments(region: Region, { params, counts }: LoopFrame, args: readonly Expression[]): Item[] {
  // Nobody gets them; a text would be lost without a trace.
  const unused = args.slice(params.length);
  if (!unused.every(({ type }) => /^(?:Identifier|(?:Null|Boolean|Numeric)Literal)$/.test(type)))
    throw cannotContinue(args.at(-1)!);
  if (counts) return [];
  const { scopes } = region.context;
  const changed = params.flatMap((param, index) => {
    const value = args[index];
    const same = value?.type === 'Identifier' && scopes.bindingOf(value) === param;
    return same ? [] : [{ target: declared(param), value, param }];
  });
  const [first, ...others] = changed;
  if (!first) return [];
  const text = (value: Expression | undefined): Part =>
    value ? argumentSpan(region.context.file, value) : 'undefined';
  if (others.length > 0)
    return [
      line(
        '[',
        ...joined(changed.map(({ target }) => target)),
        '] = [',
        ...joined(changed.map(({ value }) => text(value))),
        ']',
      ),
    ];
  const step =
    first.value && (['+', '-'] as const).find((sign) => isStep(region, first.value!, first.param.name, sign));
  if (step) return [line(first.target, step + step)];
  if (first.value && countsUp(region, first.value, first.param)) return [line(text(first.value))];
  return [line(first.target, ' = ', text(first.value))];
}

/** `++i` of the variable itself, which has its new value then. */
const countsUp = ({ context }: Region, value: Node, param: Binding): boolean =>
  value.type === 'UpdateExpression' &&
  value.prefix &&
  value.argument.type === 'Identifier' &&
  context.scopes.bindingOf(value.argument) === param;

/** `i + 1` or `i - 1` of the variable itself. */
export function isStep(region: Region, value: Node, name: string, sign: '+' | '-'): boolean {
  const { text } = region.context.file.source;
  const isSum = value.type === 'BinaryExpression';
  return isSum && text.slice(value.start!, value.end!).replace(/\s+/g, '') === `${name}${sign}1`;
}

export const declared = (param: LoopFrame['params'][number]): Part => targetParts(param.declarations[0]!)[0]!;

const joined = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [', ', part]));

/** True for a call of the function of a loop around, wherever it may stand. */
export function isSelfCall(region: Region, statement: Statement): boolean {
  const callee = region.loop && statementCall(statement)?.call.callee;
  const binding = callee?.type === 'Identifier' ? region.context.scopes.bindingOf(callee) : undefined;
  for (let frame = region.loop; binding && frame; frame = frame.outer) if (frame.names.has(binding)) return true;
  return false;
}
