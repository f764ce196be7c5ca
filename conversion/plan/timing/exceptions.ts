import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionName } from '../../../analysis/local-function.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { UNKNOWN_FUNCTION } from '../../../analysis/timing/completion-paths.js';
import { keysOfCall } from '../../../analysis/timing/function-key.js';
import { isCaught, isGiven } from '../../../analysis/timing/given-functions.js';
import { findOwn } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { timingOf } from './non-tail.js';
import { assume } from './observed-timing.js';
import { checkSwallowed } from './swallowed.js';
import type { Region } from '../regions/region.js';

/**
 * A `throw` that no `catch` of the same function gets was an exception for whoever called: the caller, or nobody. Among what
 * completes a function it would be one more error for the callback, which the author passed by.
 *
 * @param fn the function that would be completed
 * @param moved what becomes part of the body, besides handlers and continuation functions
 */
export function checkExceptions(region: Region, fn: FunctionNode, moved: readonly Node[]): void {
  const functions = [...region.inlined, ...region.continuationFunctions.keys()].map(({ body }) => body);
  for (const part of [...moved, ...functions]) {
    const escaping = escapingThrow(region.context, part);
    if (escaping) throw new Decline('throw-escapes', escaping, { name: functionName(region.context, fn) });
  }
  region.operations.forEach((operation) => checkListener(region, operation));
  checkSwallowed(region, fn);
}

/** A test that listens for uncaught exceptions of what it hands over gets none where they are errors for a callback. */
function checkListener(region: Region, { call, callee, library }: Operation): void {
  if (library || callee.kind === 'builtin') return;
  const binding = call.callee.type === 'Identifier' ? region.context.scopes.bindingOf(call.callee) : undefined;
  const keys = binding && isGiven(region.context, binding) ? [UNKNOWN_FUNCTION] : keysOfCall(region.context, call);
  const place = keys.map((key) => timingOf(region).throwListener(key)).find((found) => found !== undefined);
  if (place !== undefined) assume(region, new Decline('throw-is-listened-for', call, { callee: callee.name, place }));
}

/** A domain gets what a call throws, and may call back then: an `await` would have ended with the exception. */
export function checkDomains(region: Region, { call, callee, library }: Operation): void {
  if (library || callee.kind === 'builtin') return;
  const place = timingOf(region).domain();
  if (place !== undefined) assume(region, new Decline('throw-is-listened-for', call, { callee: callee.name, place }));
}

const escapingThrow = (context: FileContext, part: Node): Node | undefined =>
  findOwn(part, (node) => node.type === 'ThrowStatement' && !isCaught(context, node));
