import { posix } from 'node:path';
import { satisfies, validRange } from 'semver';
import type { PackageFacts } from '../analysis/modules/package-facts.js';
import type { Manifest, Packages } from './packages.js';

/** Reads what the packages of some files offer to others. */
export function packageFacts(packages: Packages, paths: readonly string[]): readonly PackageFacts[] {
  const manifests = new Set(paths.flatMap((path) => packages.manifestOf(path) ?? []));
  const read = [...manifests].sort().map((path) => ({ path, manifest: packages.read(path) ?? {} }));
  const versions = new Map(read.map(({ manifest: { name, version } }) => [name, version] as const));
  return read.map(({ path, manifest }) => ({
    ...describe(posix.dirname(path), manifest),
    ...dependenciesOf(manifest, versions),
  }));
}

/** Which packages of the project a package gets from the project, and which of them surely in this version. */
function dependenciesOf(
  { name: own, private: isPrivate, ...manifest }: Manifest,
  versions: ReadonlyMap<unknown, unknown>,
): Pick<PackageFacts, 'foreign' | 'pinned'> {
  const asked = Object.entries({
    ...manifest.peerDependencies,
    ...manifest.devDependencies,
    ...manifest.dependencies,
  }).filter(([name]) => name !== own && versions.has(name));
  const foreign = asked.filter(([name, range]) => !isLinked(range, versions.get(name))).map(([name]) => name);
  const exact = asked.filter(([, range]) => range === 'workspace:*').map(([name]) => name);
  const all = [...versions.keys()].filter((name) => typeof name === 'string' && name !== own) as string[];
  return { foreign, pinned: (isPrivate === true ? all : exact).filter((name) => !foreign.includes(name)) };
}

/** Package managers link a package of the workspace when its version is in the range; some protocols ask for it. */
function isLinked(range: unknown, version: unknown): boolean {
  if (typeof range !== 'string') return false;
  if (/^(?:workspace|link|file|portal):/.test(range) || typeof version !== 'string') return true;
  return validRange(range) !== null && satisfies(version, range, { includePrerelease: true });
}

function describe(directory: string, manifest: Manifest): Omit<PackageFacts, 'foreign' | 'pinned'> {
  const folder = directory === '.' ? '' : directory;
  const inside = (target: string): string => posix.join(folder, target);
  const subpaths: Record<string, string[]> = {};
  const { exports } = manifest;
  if (isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.')))
    for (const [key, target] of Object.entries(exports)) subpaths[key] = targetsOf(target).map(inside);
  else if (exports !== undefined) subpaths['.'] = targetsOf(exports).map(inside);
  const mains = [manifest.main, manifest.module, ...targetsOf(manifest.browser)]
    .filter((target) => typeof target === 'string')
    .map(inside);
  const others = [...targetsOf(manifest.bin), ...targetsOf([manifest.types, manifest.typings])].map(inside);
  return {
    folder,
    name: typeof manifest.name === 'string' ? manifest.name : undefined,
    mains: [...(subpaths['.'] ?? []), ...mains],
    subpaths,
    entries: [...Object.values(subpaths).flat(), ...mains, ...others],
  };
}

/** Every file that an entry of a manifest may stand for, whatever the conditions. */
function targetsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(targetsOf);
  return isRecord(value) ? Object.values(value).flatMap(targetsOf) : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
