import type { Node } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';
import type { ItemCount } from './count-items.js';
import type { FanOut } from './find-fan-out.js';
import { mayThrow } from './may-throw.js';

/**
 * What throws in a loop ends it, and the calls behind are never started. In an async function of its own it would only end
 * that call. Of the calls themselves it is known that they rather call back (E5).
 *
 * @param operations what was planned for the calls
 */
export function checkThrows(region: Region, fan: FanOut, count: ItemCount, operations: readonly Operation[]): void {
  const { mode, context } = region;
  if (mode.kind !== 'callback') return;
  const known = new Set<Node>(operations.map(({ call }) => call));
  for (const root of startersOf(fan, count)) {
    const found = mayThrow(context, root, (call) => known.has(call), mode.continuations);
    if (found) throw new Decline('throw-would-not-stop', found.node, { callee: found.name });
  }
}

function startersOf({ loop }: FanOut, { starters }: ItemCount): readonly Node[] {
  // Behind the last of single calls there is none that could be started.
  if (!loop) return starters.slice(0, -1);
  return [loop.kind === 'each' ? loop.fn.body : loop.loop.body];
}
