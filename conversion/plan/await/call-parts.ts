import type { CallExpression, Node } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import { coverOf } from '../../../syntax/typed-expression.js';
import { findOwn, isFunctionNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { spanOf, type Part } from '../../items.js';
import type { Region } from '../regions/region.js';

/** The call as written, without its callback. */
export function callParts(region: Region, operation: Operation): Part[] {
  const { call, at } = operation;
  const open: Part[] = [...calleeParts(region, call.callee), ...typeArguments(call), '('];
  const before = argumentParts(region, operation);
  if (at === call.arguments.length - 1) return [...open, ...before, ')'];
  // A callback in the middle keeps its place, so that the arguments after it keep theirs.
  const after = call.arguments.slice(at + 1);
  return [...open, ...before, before.length > 0 ? ', ' : '', 'undefined, ', argumentsSpan(region, after), ')'];
}

/**
 * The arguments before the callback, with the text between them.
 *
 * @param from the first one that is wanted
 */
export function argumentParts(region: Region, { call, at }: Pick<Operation, 'call' | 'at'>, from = 0): Part[] {
  const before = call.arguments.slice(from, at);
  if (before.length === 0) return [];
  if (before.some(containsSuspension)) throw new Decline('await-in-arguments', call, {});
  return [argumentsSpan(region, before)];
}

/** The name of the function, with what the call asserts of it. */
export function calleeParts({ context }: Region, callee: Node): Part[] {
  const cover = coverOf(callee);
  return cover ? ['(', cover, ')'] : [outerSpan(context.file, callee)];
}

/** `<T>` of `load<T>(path, cb)`. */
export const typeArguments = ({ typeParameters }: CallExpression): Part[] =>
  typeParameters ? [spanOf(typeParameters)] : [];

/** Neighbouring arguments, with the parentheses around the first and the last. */
function argumentsSpan({ context: { file } }: Region, args: CallExpression['arguments']): Part {
  return { start: outerSpan(file, args[0]!).start, end: outerSpan(file, args.at(-1)!).end };
}

/** Whether an `await` or a `yield` stands in an expression: it cannot move into another function. Functions have their own. */
export const containsSuspension = (node: Node): boolean =>
  !isFunctionNode(node) &&
  findOwn(node, ({ type }) => type === 'YieldExpression' || type === 'AwaitExpression') !== undefined;
