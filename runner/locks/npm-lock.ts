import { posix } from 'node:path';
import type { LockedVersions } from './locked-versions.js';

interface NpmLock {
  readonly packages?: Readonly<Record<string, { readonly version?: string }>>;
  /** What npm 6 and older wrote. */
  readonly dependencies?: Readonly<Record<string, { readonly version?: string }>>;
}

/**
 * Reads `package-lock.json` or `npm-shrinkwrap.json`. As Node would, a package finds another one in the nearest
 * `node_modules` above it.
 */
export function npmLock(text: string): LockedVersions {
  const { packages, dependencies } = parse(text);
  return (folder, name) => {
    for (let at = folder; ; at = posix.dirname(at)) {
      const version = packages?.[posix.join(at, 'node_modules', name)]?.version;
      if (version !== undefined || at === '.') return version ?? dependencies?.[name]?.version;
    }
  };
}

function parse(text: string): NpmLock {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
