/** What the graph of modules has to know of a package. Paths are relative to the root of the project. */
export interface PackageFacts {
  /** The folder of its package.json; `''` for the root. */
  readonly folder: string;
  readonly name: string | undefined;
  /** Names of packages of the project that it gets from elsewhere, since it asks for another version. */
  readonly foreign: readonly string[];
  /**
   * Names of packages of the project that it always gets in the version that is here: it is never published, or asks for
   * exactly that version. Others may be older ones for whoever installs it.
   */
  readonly pinned: readonly string[];
  /** What `require('name')` may load: targets of `main`, `module`, `browser` and `exports['.']`, the likeliest first. */
  readonly mains: readonly string[];
  /** Targets of `exports` by the name behind the package's: `./parser`. */
  readonly subpaths: Readonly<Record<string, readonly string[]>>;
  /** Files that others may load: `mains`, `subpaths`, `bin`, `types`. */
  readonly entries: readonly string[];
}

/** The package that owns a file: the one whose folder is the nearest. */
export function packageOf(packages: readonly PackageFacts[], path: string): PackageFacts | undefined {
  return packages
    .filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
    .reduce<PackageFacts | undefined>(
      (nearest, one) => (nearest && nearest.folder.length > one.folder.length ? nearest : one),
      undefined,
    );
}
