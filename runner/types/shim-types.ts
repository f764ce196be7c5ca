import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the compiled runner, and in the sources. */
const places = ['../../shim-types/', '../../shim/dist/'];

/**
 * The declarations of the shim as coshift brings them, for a project that has not installed it yet.
 *
 * @param specifier `coshift-shim`, `coshift-shim/queues`
 */
export function shimTypes(specifier: string): string | undefined {
  const name = /^coshift-shim(?:\/(\w+))?$/.exec(specifier);
  if (!name) return undefined;
  return places
    .map((place) => fileURLToPath(new URL(`${place}${name[1] ?? 'index'}.d.cts`, import.meta.url)))
    .find((path) => existsSync(path));
}
