import type { Operation } from '../../../analysis/operations/operation.js';
import { knownFunction } from '../rounds/known-function.js';
import type { Region } from '../regions/region.js';
import { isTypeScript } from '../typed/declared-type.js';
import type { AwaitForm, SaidTypes, Wanted } from './await-form.js';
import { taskParts } from './bridge-form.js';
import { callParts } from './call-parts.js';

/** `load(path)`: a function that is converted as well. */
export function convertedForm(
  region: Region,
  operation: Operation,
  wanted: Wanted,
  said: SaidTypes | undefined,
): AwaitForm | undefined {
  const known = knownFunction(region, operation.callee);
  if (!known) return undefined;
  const isList = known.convention === 'values';
  // A callback in another place than the parameter's makes the function shuffle its arguments: that needs the callback.
  if (!known.direct || operation.at !== known.at || wanted === 'arguments' || (wanted === 'values') !== isList)
    return undefined;
  // What is declared with a callback is called without one by JavaScript alone.
  const isDeclared = known.verdict === 'dual' && isTypeScript(region.context);
  if (isDeclared && operation.at !== operation.call.arguments.length - 1) return undefined;
  const parts = isDeclared ? taskParts(region, operation, wanted, said) : callParts(region, operation);
  return { parts, cleanErrors: known.cleanErrors, rung: 'converted' };
}
