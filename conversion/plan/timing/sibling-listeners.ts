import { sharedWithListener } from '../../../analysis/timing/sibling-listeners.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';

/** A listener of the next event must find what the callback did, so that an `await` comes too late. */
export function checkSiblingListeners({ context }: Region, { call, callee, receiver }: Operation): void {
  if (callee.kind === 'builtin' || receiver.kind !== 'handler') return;
  const shared = sharedWithListener(context, call, receiver.handler.fn);
  if (shared) throw new Decline('listener-follows', call, { callee: callee.name, ...shared });
}
