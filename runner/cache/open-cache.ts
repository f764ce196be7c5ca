import { join, resolve } from 'node:path';
import type { Transform } from '../../core/index.js';
import { transforms } from '../../transforms/registry.js';
import type { RunSettings } from '../run-settings.js';
import { CacheStore } from './cache-store.js';
import { StepCache } from './step-cache.js';
import { toolFingerprint } from './tool-fingerprint.js';

/** Where the cache of a project is, relative to its root, as other tools have theirs. */
export const defaultCacheLocation = join('node_modules', '.cache', 'coshift');

/**
 * The results of earlier runs; nothing when the run has no cache, or has transforms of somebody else, whose changes nobody
 * would notice.
 *
 * @param root absolute path of the project
 * @param cwd what a location is relative to
 */
export function openCache(
  root: string,
  cwd: string,
  { cache, cacheLocation, registry, onDebug }: RunSettings,
): StepCache {
  const isOwn = (transform: Transform): boolean => transforms.includes(transform);
  if (!cache || !registry.every(isOwn)) return new StepCache();
  const folder = cacheLocation === undefined ? join(root, defaultCacheLocation) : resolve(cwd, cacheLocation);
  return new StepCache(new CacheStore(root, folder, toolFingerprint(), onDebug));
}
