import type { CallExpression } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import type { Part } from '../../items.js';
import type { Convention } from '../completions/convention.js';
import type { Region } from '../regions/region.js';
import type { AwaitForm, Wanted } from './await-form.js';
import { argumentParts } from './call-parts.js';

/** `fs.promises.readFile(p)`, through the binding that the file already has. */
export function builtinForm(region: Region, operation: Operation, wanted: Wanted): AwaitForm | undefined {
  const { callee, call } = operation;
  if (callee.kind !== 'builtin' || wanted !== 'value' || operation.kind !== 'error-first') return undefined;
  const { entry } = callee;
  if (entry.promise?.via !== 'module' || entry.promise.module !== `${entry.module}/promises` || entry.values.length > 1)
    return undefined;
  if (entry.traps.some((trap) => trap !== 'values-vary') || takesDescriptor(region, call, entry.name)) return undefined;
  if (isPatched(region, entry.module, entry.name)) return undefined;
  if (call.callee.type !== 'MemberExpression' || call.callee.object.type === 'Super') return undefined;
  const parts: Part[] = [
    outerSpan(region.context.file, call.callee.object),
    `.promises.${entry.name}(`,
    ...argumentParts(region, operation),
    ')',
  ];
  return { parts, cleanErrors: true, rung: 'builtin' };
}

/** How many values the callback gets, where a promise of Node gives the same; `undefined` otherwise. */
export function builtinConvention(region: Region, operation: Operation): Convention | undefined {
  const { callee } = operation;
  // `fs.mkdir` calls back with one argument or two.
  if (callee.kind !== 'builtin' || callee.entry.traps.includes('values-vary')) return undefined;
  if (!builtinForm(region, operation, 'value')) return undefined;
  return callee.entry.values.length === 0 ? 'null' : 'value';
}

/** The functions of `fs` that take a path or a file descriptor take no descriptor in their promise form. */
function takesDescriptor(region: Region, call: CallExpression, name: string): boolean {
  if (!['readFile', 'writeFile', 'appendFile'].includes(name)) return false;
  const first = call.arguments[0];
  if (!first || first.type === 'NumericLiteral' || first.type === 'SpreadElement') return true;
  return /(?:^|[._])(?:fd|descriptor|handle)\d*$|Fd\d*$/.test(
    region.context.file.source.text.slice(first.start!, first.end!),
  );
}

function isPatched({ project }: Region, module: string, name: string): boolean {
  return project.patched.has('*') || project.patched.has(module) || project.patched.has(`${module}.${name}`);
}
