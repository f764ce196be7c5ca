import { posix } from 'node:path';
import { packageOf, type PackageFacts } from './package-facts.js';

const EXTENSIONS = ['', '.js', '.cjs', '.mjs', '.ts', '.tsx', '.cts', '.mts', '.jsx'];
const INDEXES = EXTENSIONS.slice(1).map((extension) => `/index${extension}`);

/** Aliases such as `@/lib/*`, from `paths` of a tsconfig.json: pattern to targets, relative to the root. */
export type PathAliases = readonly { readonly pattern: string; readonly targets: readonly string[] }[];

/** Finds the file of the project that a specifier means. */
export class ModuleResolver {
  readonly #resolved = new Map<string, string | undefined>();
  readonly #byName = new Map<string, PackageFacts>();
  readonly #byFolder = new Map<string, PackageFacts>();

  /**
   * @param files paths of all source files
   * @param packages the packages of the project
   */
  constructor(
    private readonly files: ReadonlySet<string>,
    private readonly packages: readonly PackageFacts[],
    private readonly aliases: PathAliases = [],
  ) {
    for (const one of packages) {
      if (one.name !== undefined) this.#byName.set(one.name, one);
      this.#byFolder.set(one.folder, one);
    }
  }

  /** @returns the path of the file; `undefined` for what lies outside of the project */
  resolve(from: string, specifier: string): string | undefined {
    const key = `${posix.dirname(from)} ${specifier}`;
    if (!this.#resolved.has(key)) this.#resolved.set(key, this.#resolve(from, specifier));
    return this.#resolved.get(key);
  }

  /** The files of a folder mean the same by a specifier. */
  #resolve(from: string, specifier: string): string | undefined {
    if (/^\.\.?(?:\/|$)/.test(specifier)) return this.#file(posix.join(posix.dirname(from), specifier));
    if (specifier.startsWith('node:') || specifier.startsWith('/')) return undefined;
    return this.#aliased(specifier) ?? this.#inPackage(from, specifier);
  }

  #aliased(specifier: string): string | undefined {
    for (const { pattern, targets } of this.aliases) {
      const [head, tail] = pattern.split('*') as [string, string | undefined];
      const matches = tail === undefined ? specifier === head : specifier.startsWith(head) && specifier.endsWith(tail);
      if (!matches) continue;
      const middle = tail === undefined ? '' : specifier.slice(head.length, specifier.length - tail.length);
      for (const target of targets) {
        const found = this.#file(posix.normalize(target.replace('*', () => middle)));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  #inPackage(from: string, specifier: string): string | undefined {
    const parts = specifier.split('/');
    const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    const rest = specifier.slice(name.length + 1);
    const found = this.#byName.get(name);
    if (!found || packageOf(this.packages, from)?.foreign.includes(name)) return undefined;
    const targets = rest === '' ? found.mains : (found.subpaths[`./${rest}`] ?? [posix.join(found.folder, rest)]);
    return (
      firstOf(targets, (target) => this.#file(target)) ?? (rest === '' ? this.#file(found.folder || '.') : undefined)
    );
  }

  #file(path: string): string | undefined {
    const base = posix.normalize(path).replace(/\/$/, '');
    if (base === '.' || base === '') return this.#folder('');
    const direct = EXTENSIONS.map((extension) => base + extension).find((candidate) => this.files.has(candidate));
    if (direct !== undefined) return direct;
    // TypeScript names the file that will be there.
    const source = base.replace(/\.([cm]?)jsx?$/, '.$1ts');
    if (source !== base && this.files.has(source)) return source;
    if (source !== base && this.files.has(`${source}x`)) return `${source}x`;
    return this.#folder(base);
  }

  #folder(folder: string): string | undefined {
    const mains = this.#byFolder.get(folder)?.mains ?? [];
    const main = firstOf(mains, (target) => (target === folder ? undefined : this.#file(target)));
    const prefix = folder === '' ? '' : folder;
    return main ?? INDEXES.map((index) => (prefix + index).replace(/^\//, '')).find((path) => this.files.has(path));
  }
}

function firstOf<Item, Result>(items: readonly Item[], find: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
