import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** One package of `corpus/open.json`. */
export interface PackageEntry {
  readonly name: string;
  readonly version: string;
  readonly style: string;
  /** Files to convert, as globs relative to the package; `!` in front excludes. */
  readonly srcGlobs: readonly string[];
  readonly mainFile: string;
  readonly testCommand: readonly string[];
  readonly installArgs?: readonly string[];
  /** Shell lines run before and after the installation. */
  readonly setup?: readonly string[];
  readonly prepare?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Tests that pass before any change; `null` when the number varies and only the exit code counts. */
  readonly passing: number | null;
  readonly notes?: string;
  readonly source: { readonly spec: string; readonly integrity: string };
  /** Policies for exported functions to be tried beside the default. */
  readonly exports?: readonly ('promise' | 'callback')[];
  readonly timeoutSeconds?: number;
}

export const corpusFolder = fileURLToPath(new URL('../', import.meta.url));

/** `<name>-<version>`, without the characters that a scope brings. */
export function idOf({ name, version }: PackageEntry): string {
  return `${name.replace(/^@/, '').replace('/', '-')}-${version}`;
}

/**
 * Reads a list of packages.
 * @param only names or ids to keep; all when empty
 * @throws when a name in `only` is in no entry
 */
export function readEntries(file: string, only: readonly string[] = []): PackageEntry[] {
  const entries = JSON.parse(fs.readFileSync(file, 'utf8')) as PackageEntry[];
  const chosen = (entry: PackageEntry, name: string): boolean => name === entry.name || name === idOf(entry);
  const unknown = only.filter((name) => !entries.some((entry) => chosen(entry, name)));
  if (unknown.length > 0) throw new Error(`not in ${file}: ${unknown.join(', ')}`);
  return only.length === 0 ? entries : entries.filter((entry) => only.some((name) => chosen(entry, name)));
}

/** Where the lock of an entry is, beside the list that it is in; `undefined` when it has none. */
export function lockOf(entry: PackageEntry, list: string): string | undefined {
  const file = path.join(path.dirname(list), 'locks', `${idOf(entry)}.json`);
  return fs.existsSync(file) ? file : undefined;
}
