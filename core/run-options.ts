export type ExportsPolicy = 'dual' | 'promise' | 'callback';

/** What a run was asked for; every stage after parsing reads it, none changes it. */
export interface RunOptions {
  /** Names of transforms to run; empty means all. */
  readonly transforms: readonly string[];
  /** Applies decisions whose applicability is `unsafe` as well. */
  readonly unsafe: boolean;
  readonly exports: ExportsPolicy;
  /** What converted code imports the shim from. */
  readonly shimSpecifier: string;
}

export const defaultRunOptions: RunOptions = {
  transforms: [],
  unsafe: false,
  exports: 'dual',
  shimSpecifier: 'coshift-shim',
};
