import type { HandlerFunction } from '../../../analysis/handler.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import type { Item } from '../../items.js';
import { awaitForm, type AwaitForm } from '../await/await-form.js';
import { bindValues, type BoundValues } from '../names/bind-values.js';
import type { Host } from '../names/host.js';
import type { Ends, Flow, Region, StatementList } from '../regions/region.js';

/** An operation and the handler that receives its result, whose statements take the place of the operation. */
export interface Reception {
  readonly region: Region;
  readonly operation: Operation;
  readonly handler: HandlerFunction;
  /** The statements of the handler. */
  readonly list: StatementList;
  /** What is known where the operation stands. */
  readonly flow: Flow;
  /** The block into which the handler's names go. */
  readonly host: Host;
}

/** What replaces an operation with its handler. */
export interface OperationPlan {
  readonly items: Item[];
  readonly ends: Ends;
}

/** Puts the handler's values where the operation stands, and chooses how it is awaited for them. */
export function awaitValues({ region, operation, handler, host }: Reception): {
  values: BoundValues;
  form: AwaitForm;
} {
  const values = bindValues(region, operation, handler, host);
  return { values, form: awaitForm(region, operation, values.wanted, values) };
}

/** What is known behind the awaited operation: an error would have been thrown. */
export const withoutError = ({ flow }: Reception, error: Binding): Flow => ({
  ...flow,
  falsy: new Set([...flow.falsy, error]),
});
