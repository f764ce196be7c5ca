import type { Function as FunctionNode } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';

/** A function that starts itself again at the end of its paths, while its body is planned as the body of a loop. */
export interface LoopFrame {
  readonly fn: FunctionNode;
  readonly names: ReadonlySet<Binding>;
  readonly params: readonly Binding[];
  /** True when an error comes in front of them, which is thrown. */
  readonly guarded: boolean;
  /** `for (let i = 0; …; i++)`: the loop counts by itself. */
  readonly counts: boolean;
  readonly outer: LoopFrame | undefined;
  /** False inside another function, from where the loop can't be continued. */
  readonly reachable: boolean;
}

/** The loops as a nested function sees them. */
export const beyondReach = (frame: LoopFrame | undefined): LoopFrame | undefined =>
  frame && { ...frame, reachable: false, outer: beyondReach(frame.outer) };
