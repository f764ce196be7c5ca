import type { MemberExpression, Node } from '@babel/types';
import type { Callee } from '../../../analysis/callee.js';
import type { ImportForm, PlannedFunction } from '../../../core/index.js';
import { usesArguments } from '../../../syntax/function-facts.js';
import { objectPathOf } from '../../../analysis/methods/object-path.js';
import { memberName } from '../../../analysis/methods/instance.js';
import type { LocalFunction } from './local-functions.js';
import { knownMember } from './known-member.js';
import type { Region } from '../regions/region.js';
import { isTypeScript } from '../typed/declared-type.js';

/** What is known of a function with a promise form, in whichever file it is. */
export type KnownFunction = Omit<PlannedFunction, 'decisions'>;

/** The function that is called, when this run or an earlier one gave it a promise form. */
export function knownFunction(region: Region, callee: Callee): KnownFunction | undefined {
  if (callee.kind === 'module') return importedFunction(region, callee) ?? anyMethod(region, callee.node);
  if (callee.kind === 'unknown') return anyMethod(region, callee.node);
  return callee.kind === 'local' ? ofThisFile(region.locals.get(callee.fn)) : undefined;
}

const ofThisFile = (local: LocalFunction | undefined): KnownFunction | undefined =>
  local && local.verdict !== 'leave' ? { ...local, verdict: local.verdict } : undefined;

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

const anyMethod = (region: Region, callee: Node): KnownFunction | undefined =>
  typedMethod(region, callee) ?? knownMethod(region, callee);

/** The method that the type of an object declares. */
function typedMethod(region: Region, callee: Node): KnownFunction | undefined {
  const { context, project, locals } = region;
  if (callee.type !== 'MemberExpression' || !isTypeScript(context)) return undefined;
  const member = project.member(context.file.source.path, callee.start!);
  const found = member && knownMember(context, locals, member);
  found?.requires.forEach((id) => region.imports.requires.add(id));
  return found?.known;
}

/** The method of an object whose class the project shows. */
function knownMethod(region: Region, callee: Node): KnownFunction | undefined {
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  const object = name === undefined ? undefined : objectPathOf(region.context, (callee as MemberExpression).object);
  const { path } = region.context.file.source;
  const found = object && region.project.method(path, object, name!);
  if (found?.path === path) {
    const [fn, local] = [...region.locals].find(([{ start }]) => start === found.at) ?? [];
    const known = ofThisFile(local);
    // Who counts its arguments can tell that the callback is missing.
    return known && { ...known, direct: known.direct && !usesArguments(fn!) };
  }
  if (found?.planned?.plain) return undefined;
  found?.planned?.decisions.forEach((id) => region.imports.requires.add(id));
  return found?.planned;
}
