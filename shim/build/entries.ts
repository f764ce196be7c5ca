/** The public modules of the package: export path without `./` (`index` for the package itself) to source file. */
export const entries: Record<string, string> = {
  index: 'src/index.ts',
  testing: 'src/testing/index.ts',
};
