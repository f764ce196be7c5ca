import type { Operation } from '../../../analysis/operations/operation.js';
import type { Convention } from '../completions/convention.js';
import { knownFunction } from '../rounds/known-function.js';
import type { Region } from '../regions/region.js';
import { builtinConvention } from './builtin-form.js';
import { declaredConvention } from './declared-form.js';
import { libraryConvention } from './library-form.js';

/** How many values a promise form resolves with; `undefined` when only the bridge is left. */
export function promiseConvention(region: Region, operation: Operation): Convention | undefined {
  const known = knownFunction(region, operation.callee);
  if (known) return known.convention;
  if (operation.library) return libraryConvention(region, operation);
  return declaredConvention(region, operation) ?? builtinConvention(region, operation);
}
