import type { Operation } from '../../../analysis/operations/operation.js';
import type { Part } from '../../items.js';
import type { Region } from '../regions/region.js';
import { bridgeForm } from './bridge-form.js';
import { builtinForm } from './builtin-form.js';
import { convertedForm } from './converted-form.js';
import { declaredForm } from './declared-form.js';
import { libraryForm } from './library-form.js';

/** What the awaiting code wants of an operation. */
export type Wanted =
  /** The first value, or nothing: an error is thrown. */
  | 'value'
  /** All values as a list: an error is thrown. */
  | 'values'
  /** The whole argument list of the callback, error included; nothing is thrown. */
  | 'arguments';

/** What a handler says of the types of its values, in TypeScript. */
export interface SaidTypes {
  /** Of the list that `values` asks for: `[string, number]`. */
  readonly types: readonly Part[] | undefined;
  /** Of all arguments, error included. */
  readonly argumentTypes: readonly Part[] | undefined;
  /** How many values that are used do not say their type. */
  readonly untyped: number;
}

/** How an operation can be awaited: the ladder from the best form to the one that always works. */
export interface AwaitForm {
  /** The expression after `await`. */
  readonly parts: readonly Part[];
  /** True when an error arrives without values, so that its `catch` finds them undefined as the handler did. */
  readonly cleanErrors: boolean;
  readonly rung: 'converted' | 'builtin' | 'library' | 'bridge';
}

/**
 * Chooses the form in which an operation is awaited.
 *
 * @param said what the handler says of the types
 */
export function awaitForm(region: Region, operation: Operation, wanted: Wanted, said?: SaidTypes): AwaitForm {
  // Forms are tried; the last one is taken.
  region.items?.throwing.set(operation.call, wanted !== 'arguments');
  if (region.atOnce) return bridgeForm(region, operation, wanted, said);
  return (
    convertedForm(region, operation, wanted, said) ??
    builtinForm(region, operation, wanted) ??
    libraryForm(region, operation, wanted) ??
    declaredForm(region, operation, wanted) ??
    bridgeForm(region, operation, wanted, said)
  );
}
