import type { Node } from '@babel/types';
import { worksWithoutModules } from '../../../analysis/optional-modules.js';
import { Decline } from '../../decline.js';
import { cannotGoOn, onlyHandsOn, waitsForNothing } from '../timing/at-once.js';
import type { DecisionWork } from './file-work.js';
import type { Region } from '../regions/region.js';

/** What the rewriting of a planned region has to do. */
export const workOf = ({ replacements, namePlans, removed }: Region, decision: string): DecisionWork => ({
  decision,
  replacements,
  removed,
  renames: namePlans.flatMap((plan) => plan.renames()),
});

/** @throws {Decline} where the shim that the region needs cannot be loaded, or its async body would not run */
export function checkSurroundings(region: Region, node: Node): void {
  const { shim, context, project, atOnce } = region;
  if (shim.size > 0 && worksWithoutModules(context)) throw new Decline('module-system-optional', node, {});
  const { path } = context.file.source;
  if (atOnce && (waitsForNothing(region) || onlyHandsOn(region))) return;
  if (atOnce && project.refusesGenerators(path)) throw cannotGoOn(node);
  if (project.refusesAsync(path)) throw new Decline('async-without-runtime', node, {});
}
