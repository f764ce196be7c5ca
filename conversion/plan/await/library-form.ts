import type { Operation } from '../../../analysis/operations/operation.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import { Decline } from '../../decline.js';
import type { Part } from '../../items.js';
import type { AwaitForm, Wanted } from './await-form.js';
import { argumentParts, callParts } from './call-parts.js';
import type { Convention } from '../completions/convention.js';
import type { Region } from '../regions/region.js';

/** The promise that a library gives by itself, as its profile says: `User.find(query)`, `s3.getObject(params).promise()`. */
export function libraryForm(region: Region, operation: Operation, wanted: Wanted): AwaitForm | undefined {
  if (wanted !== 'value' || !givesPromise(region, operation)) return undefined;
  const { promise } = operation.library!.fn;
  const { callee } = operation.call;
  const form = (parts: Part[]): AwaitForm => ({ parts, cleanErrors: true, rung: 'library' });
  if (promise?.via === 'omit-callback') return form(callParts(region, operation));
  if (promise?.via === 'method') return form([...callParts(region, operation), `.${promise.name}()`]);
  if (promise?.via !== 'member' || callee.type !== 'MemberExpression' || callee.object.type === 'Super')
    return undefined;
  return form([
    outerSpan(region.context.file, callee.object),
    `.${promise.name}(`,
    ...argumentParts(region, operation),
    ')',
  ]);
}

/** How many values the callback gets, where a promise of the library gives the same; `undefined` otherwise. */
export function libraryConvention(region: Region, operation: Operation): Convention | undefined {
  const { values = ['value'] } = operation.library?.fn ?? {};
  if (values.length > 1 || !givesPromise(region, operation)) return undefined;
  return values.length === 0 ? 'null' : 'value';
}

/** Not when some file replaces the function: the stub may know of callbacks alone. */
function givesPromise(region: Region, { library, kind, call, at }: Operation): boolean {
  if (!library?.fn.promise || kind !== 'error-first' || at !== call.arguments.length - 1) return false;
  return !isReplaced(region, library.active.profile.modules, library.name);
}

/** Whether some file replaces a function of modules, or all functions of that name. */
export function isReplaced({ project: { patched } }: Region, modules: readonly string[], name: string): boolean {
  if (patched.has('*') || patched.has(`.${name}`)) return true;
  return modules.some((module) => patched.has(module) || patched.has(`${module}.${name}`));
}

/**
 * A call with a callback throws under a version that takes none: what it was meant to do is what is converted, and that is
 * an assumption.
 */
export function checkLibrary(region: Region, operation: Operation): void {
  const { library, call, callee } = operation;
  if (!library?.active.callbacksRemoved || !library.fn.promise) return;
  const { name, callbacksRemovedIn } = library.active.profile;
  const decline = new Decline('library-takes-no-callback', call, {
    callee: callee.name,
    library: name,
    version: callbacksRemovedIn!,
  });
  if (!region.options.unsafe || !givesPromise(region, operation)) throw decline;
  region.assumptions.push(decline);
}
