/** How a file got hold of a module: `require`, `import x`, `import * as x`, `import { x }`. */
export type ImportForm = 'require' | 'default' | 'namespace' | 'name';

/** A module, or one of its exports, as a file names it. */
export interface ImportedName {
  readonly specifier: string;
  readonly form: ImportForm;
  /** The export; `undefined` for what the module is as a whole. */
  readonly member: string | undefined;
}

/** A class as a file names it: by where it begins in the same file, or by its import. */
export type ClassName = number | ImportedName;

/**
 * An object whose functions are known where it stands in a file. The root is `this` in a class, something that a class made (by
 * `new`, or `called` without it, as functions are that make objects), what a module exports, or an object, function or class that
 * the file writes down with functions as its members; `fields` lead from there: `['persistence']` for `this.persistence`, `['limit()']` for what
 * its method `limit` gives.
 */
export interface ObjectPath {
  readonly root:
    | { readonly kind: 'this'; readonly of: number }
    | { readonly kind: 'made'; readonly of: ClassName; readonly called: boolean }
    | { readonly kind: 'exported'; readonly name: ImportedName }
    /** By where it begins. */
    | { readonly kind: 'table'; readonly of: number };
  readonly fields: readonly string[];
}
