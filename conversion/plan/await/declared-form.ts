import type { Operation } from '../../../analysis/operations/operation.js';
import type { DeclaredPromise } from '../../../core/index.js';
import { Decline } from '../../decline.js';
import type { AwaitForm, Wanted } from './await-form.js';
import type { Convention } from '../completions/convention.js';
import { callParts } from './call-parts.js';
import { isReplaced } from './library-form.js';
import type { Region } from '../regions/region.js';

/** The promise that a function of a package gives without its callback, as the types of the package declare. */
export function declaredForm(region: Region, operation: Operation, wanted: Wanted): AwaitForm | undefined {
  const declared = wanted === 'value' ? declaredPromise(region, operation) : undefined;
  if (!declared) return undefined;
  const { call, callee } = operation;
  region.notes.push(new Decline('promise-as-declared', call, { callee: callee.name, types: declared.types }));
  // Types do not say whether an error comes with a value.
  return { parts: callParts(region, operation), cleanErrors: false, rung: 'library' };
}

/** How many values the callback gets, where the package declares a promise of the same; `undefined` otherwise. */
export function declaredConvention(region: Region, operation: Operation): Convention | undefined {
  const declared = declaredPromise(region, operation);
  return declared && (declared.givesValue ? 'value' : 'null');
}

/** Where a profile tells about a function, or a file replaces it, its types do not count. */
function declaredPromise(region: Region, { kind, callee, call, at, library }: Operation): DeclaredPromise | undefined {
  if (library || callee.kind !== 'module' || kind !== 'error-first' || at !== call.arguments.length - 1)
    return undefined;
  const { specifier, form, member } = callee;
  if (specifier.startsWith('.') || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  if (isReplaced(region, [specifier], member ?? '')) return undefined;
  const { context, project } = region;
  return project.declaredPromise(context.file.source.path, { specifier, form, member }, at);
}
