import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { satisfies, valid, validRange } from 'semver';
import type { LockedVersions } from './locks/locked-versions.js';
import { npmLock } from './locks/npm-lock.js';
import { pnpmLock } from './locks/pnpm-lock.js';
import { yarnLock } from './locks/yarn-lock.js';

/** Knows which versions a project has installed, or would install by its lock file. */
export class ResolvedVersions {
  readonly #texts = new Map<string, string | undefined>();
  readonly #locks = new Map<string, LockedVersions | undefined>();

  /** @param root absolute path of the project root */
  constructor(readonly root: string) {}

  /**
   * Narrows the range in which a package asks for another one to the version that it gets: that of `node_modules`, or
   * that of the lock file of npm, pnpm or yarn.
   *
   * @param folder of the package that asks, relative to the root
   * @returns the range when no version is known, or when it is outside of the range, as an install is due then
   */
  narrow(folder: string, name: string, range: string): string {
    const version = this.#installed(folder, name) ?? this.#locked(folder, name, range);
    if (version === undefined || valid(version) === null) return range;
    return validRange(range) === null || satisfies(version, range) ? version : range;
  }

  #installed(folder: string, name: string): string | undefined {
    for (const at of upwards(folder)) {
      const manifest = this.#json(posix.join(at, 'node_modules', name, 'package.json')) as
        { version?: string } | undefined;
      if (manifest?.version !== undefined) return manifest.version;
    }
    return undefined;
  }

  #locked(folder: string, name: string, range: string): string | undefined {
    for (const at of upwards(folder)) {
      for (const [file, read] of LOCKS) {
        const version = this.#lock(posix.join(at, file), read)?.(posix.relative(at, folder) || '.', name, range);
        if (version !== undefined) return version;
      }
    }
    return undefined;
  }

  #lock(path: string, read: (text: string) => LockedVersions): LockedVersions | undefined {
    if (!this.#locks.has(path)) {
      const text = readText(join(this.root, path));
      this.#locks.set(path, text === undefined ? undefined : read(text));
    }
    return this.#locks.get(path);
  }

  #json(path: string): unknown {
    try {
      return JSON.parse(this.#text(path) ?? '') as unknown;
    } catch {
      return undefined;
    }
  }

  #text(path: string): string | undefined {
    if (!this.#texts.has(path)) this.#texts.set(path, readText(join(this.root, path)));
    return this.#texts.get(path);
  }
}

/** The first one counts that names a version. */
const LOCKS: readonly (readonly [string, (text: string) => LockedVersions])[] = [
  ['npm-shrinkwrap.json', npmLock],
  ['package-lock.json', npmLock],
  ['pnpm-lock.yaml', pnpmLock],
  ['yarn.lock', yarnLock],
];

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A folder and those around it, up to the root. */
function upwards(folder: string): string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = posix.dirname(at)) {
    folders.push(at);
    if (at === '.') return folders;
  }
}
