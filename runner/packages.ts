import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ResolvedVersions } from './resolved-version.js';
import { isMember, workspacePatterns } from './workspace.js';

/** What the runner reads of a package.json. */
export interface Manifest {
  readonly name?: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly browser?: unknown;
  readonly bin?: unknown;
  readonly types?: unknown;
  readonly typings?: unknown;
  readonly exports?: unknown;
  readonly version?: unknown;
  readonly private?: unknown;
  readonly type?: unknown;
}

/** Knows which package owns a file; every package.json is looked up once. */
export class Packages {
  readonly #owners = new Map<string, string | undefined>();
  readonly #ranges = new Map<string, string | undefined>();
  readonly #versions: ResolvedVersions;

  /** @param root absolute path of the project root */
  constructor(readonly root: string) {
    this.#versions = new ResolvedVersions(root);
  }

  /**
   * @param path file or folder relative to the root
   * @returns path of the nearest package.json at or above it, relative to the root; undefined when there is none
   */
  manifestOf(path: string): string | undefined {
    const folder = posix.dirname(path);
    if (!this.#owners.has(folder)) this.#owners.set(folder, this.#find(folder));
    return this.#owners.get(folder);
  }

  /**
   * The range in which the package of a file asks for another package, or else the packages around it do: one version,
   * where it is installed or locked. Peers may come in all versions of their range.
   */
  dependency(path: string, name: string): string | undefined {
    const manifest = this.manifestOf(path);
    if (manifest === undefined) return undefined;
    const key = `${manifest} ${name}`;
    if (!this.#ranges.has(key)) this.#ranges.set(key, this.#rangeOf(manifest, name));
    return this.#ranges.get(key);
  }

  #rangeOf(manifest: string, name: string): string | undefined {
    const { dependencies, devDependencies, peerDependencies } = this.read(manifest) ?? {};
    const peers = peerDependencies?.[name];
    const folder = posix.dirname(manifest);
    const range = dependencies?.[name] ?? (peers === undefined ? devDependencies?.[name] : undefined);
    if (range !== undefined) return this.#versions.narrow(folder, name, range);
    return peers ?? (folder === '.' ? undefined : this.dependency(folder, name));
  }

  /** The content of a package.json; undefined when it cannot be read as an object. */
  read(manifest: string): Manifest | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(join(this.root, manifest), 'utf8').replace(/^\uFEFF/, ''));
      return typeof value === 'object' && value !== null ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * The files whose code may call, be called by, or stub what is edited: those of the packages that own an edited file,
   * and of the whole workspace when one of them is its member.
   */
  related(edited: readonly string[], listing: readonly string[]): readonly string[] {
    const folders = new Set(edited.map((path) => posix.dirname(this.manifestOf(path) ?? 'package.json')));
    if (folders.has('.') || [...folders].some((folder) => this.#isWorkspaceMember(folder))) return listing;
    return listing.filter((path) => [...folders].some((folder) => path.startsWith(`${folder}/`)));
  }

  #find(folder: string): string | undefined {
    const manifest = posix.join(folder, 'package.json');
    if (existsSync(join(this.root, manifest))) return manifest;
    return folder === '.' ? undefined : this.manifestOf(folder);
  }

  #isWorkspaceMember(folder: string): boolean {
    return isMember(workspacePatterns(this.root), folder);
  }
}
