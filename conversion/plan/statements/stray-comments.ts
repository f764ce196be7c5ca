import type { Node } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { HandlerFunction } from '../../../analysis/handler.js';
import { spanOf, type Item, type Span } from '../../items.js';
import type { Region } from '../regions/region.js';
import { commentsWithin } from './statement-items.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * Comments inside code that goes, outside of the pieces of it that stay. They move in front of what takes its place.
 *
 * @param kept the pieces that appear in the output with everything in them
 */
export function strayComments(region: Region, gone: Span, kept: readonly Span[]): Item[] {
  return commentsWithin(region, gone)
    .map(spanOf)
    .filter((comment) => !kept.some((span) => isWithin(comment, span)))
    .map((span) => ({ kind: 'comment', span }));
}

/** Comments between the parentheses of a completion that no argument holds. */
export function completionComments(
  region: Region,
  call: Node & { arguments: readonly Node[] },
  statement: Node,
): Item[] {
  return strayComments(
    region,
    spanOf(statement),
    call.arguments.filter(({ type }) => type !== 'NullLiteral').map(spanOf),
  );
}

/** Comments around the parameters of a handler. */
export function headComments(region: Region, { call, at }: Operation, fn: HandlerFunction): Item[] {
  const before = call.arguments.slice(0, at);
  const passed = before.length > 0 ? [{ start: before[0]!.start!, end: before.at(-1)!.end! }] : [];
  const gone = { start: call.start!, end: fn.body.start! };
  return strayComments(region, gone, [spanOf(call.callee), ...passed, ...fn.params.map(spanOf)]);
}
