import type { Operation } from '../../../analysis/operations/operation.js';
import { promiseConvention } from '../await/promise-convention.js';
import { knownFunction } from '../rounds/known-function.js';
import type { Region } from '../regions/region.js';

/** What an operation hands over as its error when there is none; `unknown`: anything falsy. */
export type NoError = 'null' | 'undefined' | 'unknown';

/** Tells how an operation says that there was no error. */
export function noErrorOf(region: Region, operation: Operation): NoError {
  const { callee } = operation;
  if (callee.kind === 'builtin') return callee.entry.module === 'fs' ? 'null' : 'unknown';
  const known = knownFunction(region, callee);
  // What is completed before the converted part may say it in another way.
  if (!known?.cleanErrors || !known.direct) return 'unknown';
  const convention = promiseConvention(region, operation);
  if (convention === undefined) return 'unknown';
  return convention === 'void' ? 'undefined' : 'null';
}
