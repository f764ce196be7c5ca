import { convertYielded } from './convert-yielded.js';
import type { Result } from './multi-function.js';

/**
 * Makes a native promise of anything that a coroutine may yield (`gen.to_asyncio_future`). A future or promise inside is
 * flattened, as promises do.
 * @throws BadYieldError for what cannot be yielded
 */
export function toPromise<Y>(yieldable: Y): Promise<Awaited<Result<Y>>> {
  return convertYielded<Awaited<Result<Y>>>(yieldable).asPromise();
}
