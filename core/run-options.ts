import type { Withhold } from './withhold.js';

export type ExportsPolicy = 'dual' | 'promise' | 'callback';

/** A policy for some of the functions that packages export. */
export interface ExportRule {
  /** Name of a package of the project; missing: all packages. */
  readonly package?: string;
  /** Name of an export; missing: all exports. `default` is what the module is as a whole. */
  readonly name?: string;
  readonly policy: ExportsPolicy;
}

/** What engines become: async functions, or coroutines of the shim, which stay generators. */
export type Target = 'async' | 'coroutine';

/** What a run was asked for; every stage after parsing reads it, none changes it. */
export interface RunOptions {
  /** Names of transforms to run; empty means all. */
  readonly transforms: readonly string[];
  /** Applies decisions whose applicability is `unsafe` as well. */
  readonly unsafe: boolean;
  /** Makes middleware for koa 2 of generator functions for koa 1. */
  readonly koa: boolean;
  /** What becomes of functions that entry points of packages export. */
  readonly exports: ExportsPolicy;
  /** What differs from that for single packages and names; the last rule that fits counts. */
  readonly exportRules: readonly ExportRule[];
  readonly target: Target;
  /** What converted code imports the shim from. */
  readonly shimSpecifier: string;
  /** Sites that an earlier attempt of the same run had to take back. */
  readonly withhold?: Withhold;
}

export const defaultRunOptions: RunOptions = {
  transforms: [],
  unsafe: false,
  koa: false,
  exports: 'dual',
  exportRules: [],
  target: 'async',
  shimSpecifier: 'coshift-shim',
};
