import type { Node } from '@babel/types';
import type { HandlerFunction } from '../../../analysis/handler.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { keysOfCall } from '../../../analysis/timing/function-key.js';
import { findNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { timingOf } from '../timing/non-tail.js';
import type { Region } from '../regions/region.js';

/** A queue goes on as soon as the callback of a piece of work has run: what that keeps must be there by then. */
export function checkQueuedCallback(region: Region, { call, callee, library, receiver }: Operation): void {
  if (library || callee.kind === 'builtin' || receiver.kind !== 'handler') return;
  const isQueued = keysOfCall(region.context, call).some((key) => timingOf(region).isQueued(key));
  if (isQueued && keepsSomething(region, receiver.handler.fn))
    throw new Decline('queue-goes-on', call, { callee: callee.name });
}

/** The same for a list of the project itself; whoever gets the result may add to it, so that any callback counts. */
export function checkKeptCallback(region: Region, { call, callee, library }: Operation): void {
  if (region.atOnce || library || callee.kind === 'builtin') return;
  if (!keysOfCall(region.context, call).some((key) => timingOf(region).isKept(key))) return;
  const decline = new Decline('queue-goes-on', call, { callee: callee.name });
  if (!region.options.unsafe) throw decline;
  region.assumptions.push(decline);
}

/** Whether a handler sets anything that outlives it. */
function keepsSomething({ context: { scopes } }: Region, fn: HandlerFunction): boolean {
  const outlives = (target: Node): boolean => {
    const binding = target.type === 'Identifier' ? scopes.bindingOf(target) : undefined;
    return !binding || binding.scope.start < fn.start! || binding.scope.end > fn.end!;
  };
  const change = findNode(
    fn.body,
    (node) =>
      (node.type === 'AssignmentExpression' && outlives(node.left)) ||
      (node.type === 'UpdateExpression' && outlives(node.argument)),
  );
  return change !== undefined;
}
