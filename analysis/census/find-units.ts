import type { Node } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { findCallbacks } from './find-callbacks.js';
import { findHandlers } from './find-handlers.js';
import { findSuspensions } from './find-suspensions.js';

/** The kinds that `legacyTotal` adds up. */
export type UnitKind = 'errorFirstHandlers' | 'completions' | 'runnerYields';

/** One thing that the census counts, and where it stands. */
export interface CensusUnit {
  readonly kind: UnitKind;
  readonly node: Node;
}

/** Everything that `legacyTotal` counts in a file, in the order of the text. */
export function findUnits(context: FileContext): CensusUnit[] {
  const of = (kind: UnitKind, nodes: Iterable<Node>): CensusUnit[] => [...nodes].map((node) => ({ kind, node }));
  const units = [
    ...of('errorFirstHandlers', findHandlers(context)),
    ...of('completions', findCallbacks(context).completions),
    ...of('runnerYields', findSuspensions(context).runnerYields),
  ];
  return units.sort((a, b) => a.node.start! - b.node.start!);
}
