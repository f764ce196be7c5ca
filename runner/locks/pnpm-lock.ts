import { parseAllDocuments } from 'yaml';
import type { LockedVersions } from './locked-versions.js';

/** A dependency is its version, or since pnpm 8 says what was asked for as well. */
type Dependencies = Readonly<Record<string, string | { readonly version?: string }>>;

interface Importer {
  readonly dependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
  readonly optionalDependencies?: Dependencies;
}

interface PnpmLock extends Importer {
  /** By folder; what has no workspace may stand at the top instead. */
  readonly importers?: Readonly<Record<string, Importer>>;
}

/** Reads `pnpm-lock.yaml`, which lists for each package of the project what it gets. */
export function pnpmLock(text: string): LockedVersions {
  const documents = parse(text);
  return (folder, name) => {
    for (const lock of documents) {
      const importer = lock.importers ? lock.importers[folder] : folder === '.' ? lock : undefined;
      const found =
        importer?.dependencies?.[name] ?? importer?.optionalDependencies?.[name] ?? importer?.devDependencies?.[name];
      const version = typeof found === 'object' ? found.version : found;
      if (typeof version === 'string') return plainVersion(version);
    }
    return undefined;
  };
}

/** Without what all packages need themselves: that is most of the file. */
function parse(text: string): readonly PnpmLock[] {
  const head = text.replace(/\r\n/g, '\n').replace(/^(?:packages|snapshots):\n(?:(?: .*)?\n)*/gm, '');
  try {
    return parseAllDocuments(head).flatMap((document) => {
      const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
      return typeof value === 'object' && value !== null ? [value] : [];
    });
  } catch {
    return [];
  }
}

/**
 * `18.2.0(react@18.2.0)` and `18.2.0_react@18.2.0` say which peers the version is used with; `co@3.1.0`, `/co@3.1.0` and
 * `/co/3.1.0` stand for a package under another name. `link:../core` is no version.
 */
function plainVersion(version: string): string | undefined {
  return /^(?:\/?(?:@[^/@]+\/)?[^/@:]+[@/])?(\d[^(_]*)/.exec(version)?.[1];
}
