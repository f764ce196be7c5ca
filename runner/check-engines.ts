import { intersects, subset, validRange } from 'semver';
import { diagnose, type Diagnostic } from '../core/index.js';
import type { Manifest } from './packages.js';

const asyncNode = '>=7.6.0';
const shimNode = '>=20.0.0';

/**
 * Refuses a package that no Node with async functions may run.
 *
 * @param path where its package.json is
 */
export function refuseOldEngines(manifest: Manifest | undefined, path: string): Diagnostic | undefined {
  const range = rangeOf(manifest);
  // A range that no version fulfils (`4.x 6.x` means both at once) is a slip and says nothing.
  if (range === undefined || intersects(range, asyncNode) || !intersects(range, '*')) return undefined;
  return diagnose('async-not-supported', { package: manifest?.name ?? path, range }, path);
}

/** Says that a package admits versions of Node that converted code no longer runs on. */
export function noteOldEngines(
  manifest: Manifest | undefined,
  path: string,
  usesShim: boolean,
): Diagnostic | undefined {
  const range = rangeOf(manifest);
  const needed = usesShim ? shimNode : asyncNode;
  if (range === undefined || subset(range, needed)) return undefined;
  return diagnose('old-node-allowed', { package: manifest?.name ?? path, range, needed }, path);
}

function rangeOf(manifest: Manifest | undefined): string | undefined {
  const range = manifest?.engines?.node;
  return typeof range === 'string' && validRange(range) !== null ? range : undefined;
}
