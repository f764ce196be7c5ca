import type { Item, Part } from '../../items.js';
import { waitWord } from '../timing/at-once.js';
import type { Region } from '../regions/region.js';

/**
 * The promise in a body that does nothing but `await task(f, a)`: it needs no async function around it. Only promises of
 * the shim and of Node count: they do not throw before they are there.
 */
export function soleAwait(region: Region, body: readonly Item[]): Part[] | undefined {
  const [only, ...others] = body;
  if (!only || others.length > 0) return undefined;
  if (only.kind === 'source') {
    const { span } = only;
    const inner = region.replacements.filter(
      ({ start, end, inline }) => !inline && start === span.start && end === span.end,
    );
    return inner.length === 1 ? soleAwait(region, inner[0]!.items) : undefined;
  }
  if (only.kind !== 'line' || only.parts[0] !== waitWord(region)) return undefined;
  const promise = only.parts.slice(1);
  return promise.some(isSafePromise) ? promise : undefined;
}

function isSafePromise(part: Part): boolean {
  if (typeof part === 'string') return part === '.promises';
  return 'promisesOf' in part || ('shim' in part && part.shim === 'task');
}
