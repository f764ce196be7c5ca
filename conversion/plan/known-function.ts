import type { Callee } from '../../analysis/callee.js';
import type { ImportForm, PlannedFunction } from '../../core/index.js';
import type { Region } from './region.js';

/** What is known of a function with a promise form, in whichever file it is. */
export type KnownFunction = Omit<PlannedFunction, 'decisions'>;

/** The function that is called, when this run or an earlier one gave it a promise form. */
export function knownFunction(region: Region, callee: Callee): KnownFunction | undefined {
  if (callee.kind === 'module') return importedFunction(region, callee);
  const local = callee.kind === 'local' ? region.locals.get(callee.fn) : undefined;
  return local && local.verdict !== 'leave' ? { ...local, verdict: local.verdict } : undefined;
}

/** The same of another file. A plan that looks at it rests on the decisions about it. */
function importedFunction(
  region: Region,
  callee: { readonly specifier: string; readonly form: ImportForm; readonly member: string | undefined },
): KnownFunction | undefined {
  const found = region.project.imported(region.context.file.source.path, callee);
  if (found?.plain) return undefined;
  found?.decisions.forEach((id) => region.imports.requires.add(id));
  return found;
}
