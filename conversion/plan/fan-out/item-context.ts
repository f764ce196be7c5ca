import type { Node, Statement } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import type { Direction } from './count-test.js';
import type { DoneFunction } from './done-function.js';
import type { Arrival } from './arrival.js';

/**
 * What is known while one of several calls that run at the same time is planned: it ends with an arrival of the counter, or
 * with an error, and becomes an async function of its own.
 */
export interface ItemContext {
  readonly counter: Binding;
  /** The call in which this one runs, when that one runs beside others too. */
  readonly outer: ItemContext | undefined;
  readonly direction: Direction;
  readonly end: string;
  /** Local functions that end a call, by name. */
  readonly done: ReadonlyMap<Binding, DoneFunction>;
  /** Variables that are set when a call has failed. */
  readonly flags: ReadonlySet<Binding>;
  /** Arrivals met while planning; all must go on in the same way. */
  readonly arrivals: Arrival[];
  /** Where a call ends with an error, which ends the function while others run. */
  readonly throwing: Map<Node, boolean>;
  /** `pending++` inside the call itself: before it a call may end without an arrival. */
  readonly raise: Statement | undefined;
}
