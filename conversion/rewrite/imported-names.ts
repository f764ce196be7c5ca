/** What the imports of a converted file are called in it. */
export interface ImportedNames {
  /** The local name of what the shim exports under a name. */
  readonly shim: (name: string) => string;
  /** The local name of the `promises` of a module of Node. */
  readonly promisesOf: (specifier: string) => string;
}
