import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { satisfies, valid, validRange } from 'semver';

/** Knows which versions a project has installed, or would install by its lock file. */
export class ResolvedVersions {
  readonly #texts = new Map<string, string | undefined>();

  /** @param root absolute path of the project root */
  constructor(readonly root: string) {}

  /**
   * Narrows the range in which a package asks for another one to the version that it gets: that of `node_modules`, or
   * that of `package-lock.json`, `npm-shrinkwrap.json` or `yarn.lock`.
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
      for (const file of ['npm-shrinkwrap.json', 'package-lock.json']) {
        const lock = this.#json(posix.join(at, file)) as Lock | undefined;
        const version = lock?.packages?.[`node_modules/${name}`]?.version ?? lock?.dependencies?.[name]?.version;
        if (version !== undefined) return version;
      }
      const yarn = this.#text(posix.join(at, 'yarn.lock'));
      const version = yarn === undefined ? undefined : yarnVersion(yarn, name, range);
      if (version !== undefined) return version;
    }
    return undefined;
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

interface Lock {
  readonly packages?: Readonly<Record<string, { readonly version?: string }>>;
  readonly dependencies?: Readonly<Record<string, { readonly version?: string }>>;
}

/** `"mongoose@^5.0.0", mongoose@^5.1.0:` and below it `version "5.13.20"`, or `version: 5.13.20` since yarn 2. */
function yarnVersion(lock: string, name: string, range: string): string | undefined {
  const lines = lock.split('\n');
  const asked = new Set([`${name}@${range}`, `${name}@npm:${range}`]);
  const at = lines.findIndex(
    (line) =>
      /^\S.*:$/.test(line) &&
      line
        .slice(0, -1)
        .replaceAll('"', '')
        .split(', ')
        .some((entry) => asked.has(entry)),
  );
  return at < 0 ? undefined : /^\s+version:? "?([^"\s]+)"?$/.exec(lines[at + 1] ?? '')?.[1];
}

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
