import { posix } from 'node:path';
import type { PackageFacts } from './package-facts.js';

/** The files of a project that others than its own files may load. */
export class EntryPoints {
  /**
   * @param packages the packages of the project
   * @param resolve the file that a path from the root of the project means: `./lib`
   */
  constructor(
    private readonly packages: readonly PackageFacts[],
    private readonly resolve: (path: string) => string | undefined,
  ) {}

  /** Whether a file is one of them. */
  has(path: string): boolean {
    return this.#entries().has(path) || this.#unclear().some((folder) => isWithin(path, folder));
  }

  #entrySet: Set<string> | undefined;

  #entries(): Set<string> {
    return (this.#entrySet ??= new Set(
      this.packages.flatMap(({ folder, entries }) =>
        entries.flatMap((entry) => this.#source(folder, entry) ?? []).concat(this.resolve(`./${folder}`) ?? []),
      ),
    ));
  }

  #unclearFolders: string[] | undefined;

  /** Packages with an entry point that is none of the files: it is built from some of them. */
  #unclear(): string[] {
    return (this.#unclearFolders ??= this.packages
      .filter(({ folder, entries }) =>
        entries.some(
          (entry) => /\.[cm]?[jt]sx?$/.test(entry) && !/\.d\.[cm]?ts$/.test(entry) && !this.#source(folder, entry),
        ),
      )
      .map(({ folder }) => folder));
  }

  /** The file of an entry point, or the source that it is built from: `src/index.ts` of `dist/index.js`. */
  #source(folder: string, entry: string): string | undefined {
    const direct = this.resolve(`./${entry}`);
    if (direct !== undefined) return direct;
    const inside = folder === '' ? entry : entry.slice(folder.length + 1);
    const built = /^(?:dist|lib|build|out|es|esm|cjs)(?:\/(?:cjs|esm|es|src))?\//.exec(inside)?.[0];
    if (built === undefined) return undefined;
    return this.resolve(`./${posix.join(folder, 'src', inside.slice(built.length))}`);
  }
}

const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);
