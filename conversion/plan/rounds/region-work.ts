import type { Node } from '@babel/types';
import { worksWithoutModules } from '../../../analysis/optional-modules.js';
import { Decline } from '../../decline.js';
import type { DecisionWork } from './file-work.js';
import type { Region } from '../regions/region.js';

/** What the rewriting of a planned region has to do. */
export const workOf = ({ replacements, namePlans, removed }: Region, decision: string): DecisionWork => ({
  decision,
  replacements,
  removed,
  renames: namePlans.flatMap((plan) => plan.renames()),
});

/** @throws {Decline} where the shim that the region needs cannot be loaded */
export function checkShim({ shim, context }: Region, node: Node): void {
  if (shim.size > 0 && worksWithoutModules(context)) throw new Decline('module-system-optional', node, {});
}
