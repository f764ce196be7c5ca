import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

export const co = require('co');
export const Bluebird = require('bluebird');
export const suspend = require('suspend');
export const genRun = require('gen-run');

/** The build that is measured; the package itself, or the file that COSHIFT_SHIM names. */
export const shim = require(process.env.COSHIFT_SHIM ? path.resolve(process.env.COSHIFT_SHIM) : 'coshift-shim');

/** Parts that the build lacks, so that contenders had to be left out. */
export const lacking = new Set();

/**
 * Contenders of the shim, without those for which the build lacks a part.
 *
 * @template T
 * @param {Record<string, [parts: string[], make: () => T]>} makers
 * @returns {Record<string, T>}
 */
export function ofShim(makers) {
  const made = {};
  for (const [name, [parts, make]] of Object.entries(makers)) {
    const missing = parts.filter((part) => shim[part] === undefined);
    if (missing.length === 0) made[name] = make();
    for (const part of missing) lacking.add(part);
  }
  return made;
}
