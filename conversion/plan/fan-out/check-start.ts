import type { Operation } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';
import { isSurelyLater } from '../timing/non-tail.js';
import type { Region } from '../regions/region.js';
import type { FanOut } from './find-fan-out.js';

/**
 * A call that calls back before it returns runs its callback before the next call starts; behind an `await` it would run
 * after all of them have started. Calls inside of callbacks start later anyway. Where calls go on
 * at once all is as it was, unless one of them ends the function before the others have started.
 *
 * @param inner the calls, planned
 * @param operations what was planned for the calls
 */
export function checkStart(region: Region, inner: Region, fan: FanOut, operations: readonly Operation[]): void {
  const { throwing, raise } = inner.items!;
  if (region.atOnce && !raise && ![...throwing.values()].includes(true)) return;
  const { parents } = region.context;
  // The fan-out may stand in a callback itself.
  const own = [
    parents.enclosingFunction(fan.list.statements[fan.index]!),
    fan.loop?.kind === 'each' ? fan.loop.fn : undefined,
  ];
  const early = operations.find((operation) => {
    const around = parents.enclosingFunction(operation.call);
    const isInCallback = around !== undefined && !own.includes(around) && region.inlined.has(around);
    return !isInCallback && !isSurelyLater(region, operation);
  });
  if (early) throw new Decline('callee-may-complete-at-once', early.call, { callee: early.callee.name });
}
