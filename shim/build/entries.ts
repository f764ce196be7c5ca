/** The public modules of the package: export path without `./` (`index` for the package itself) to source file. */
export const entries: Record<string, string> = {
  index: 'src/index.ts',
  queues: 'src/queues.ts',
  locks: 'src/locks.ts',
  testing: 'src/testing/index.ts',
};
