import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';
import type { ItemCount } from './count-items.js';
import type { FanOut } from './find-fan-out.js';
import { isWithin } from '../../../syntax/within.js';

/** Notes that the callback got every error, when several calls failed, and now gets the first. */
export function noteLaterErrors(region: Region, inner: Region, fan: FanOut, count: ItemCount): void {
  const { mode } = region;
  const { flags, arrivals } = inner.items!;
  if (mode.kind !== 'callback' || flags.size > 0 || [...fan.done.values()].some(({ flag }) => flag)) return;
  const roots = [...count.starters, ...[...fan.done.values()].map(({ fn }) => fn)];
  const joins = arrivals.flatMap(({ statements }) => statements);
  const error = [...mode.continuations]
    .flatMap((binding) => binding.references)
    .find(
      ({ identifier }) =>
        roots.some((root) => isWithin(identifier, root)) && !joins.some((join) => isWithin(identifier, join)),
    );
  if (error) region.notes.push(new Decline('later-errors-gone', error.identifier, { name: error.identifier.name }));
}
