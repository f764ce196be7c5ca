import type { FileOutcome, RunOptions } from '../core/index.js';
import type { PreparedRun } from './prepare-run.js';
import { settleGroups } from './settle-groups.js';
import { settlePackages } from './settle-packages.js';
import { settleSecondRun } from './settle-second-run.js';
import { settleDeclarations } from './types/settle-declarations.js';
import { settleTypes, type SettledTypes } from './types/settle-types.js';

/** Checks the outcomes against one another; a file that is taken back takes back the files that need it. */
export function settle(
  outcomes: readonly FileOutcome[],
  { root, packages, profiles, files, transforms, census, steps }: PreparedRun,
  options: RunOptions,
): SettledTypes {
  const grouped = settleGroups(outcomes);
  const stable = settleGroups(settleSecondRun(grouped, { root, files, profiles, options, transforms, census, steps }));
  const typed = settleTypes(settleGroups(settleDeclarations(stable, root)), root);
  const packaged = settlePackages(settleGroups(typed.outcomes), packages, options.shimSpecifier);
  return {
    outcomes: settleGroups(packaged.outcomes),
    diagnostics: [...typed.diagnostics, ...packaged.diagnostics],
    withheld: typed.withheld,
  };
}
