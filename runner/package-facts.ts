import { posix } from 'node:path';
import type { PackageFacts } from '../analysis/modules/package-facts.js';
import type { Manifest, Packages } from './packages.js';

/** Reads what the packages of some files offer to others. */
export function packageFacts(packages: Packages, paths: readonly string[]): readonly PackageFacts[] {
  const manifests = new Set(paths.flatMap((path) => packages.manifestOf(path) ?? []));
  return [...manifests].sort().map((path) => describe(posix.dirname(path), packages.read(path) ?? {}));
}

function describe(directory: string, manifest: Manifest): PackageFacts {
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
