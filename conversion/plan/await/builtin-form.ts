import type { CallExpression, Identifier } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { moduleOf } from '../../../analysis/module-binding.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { importUnits } from '../../../syntax/import-units.js';
import { mayChange } from '../../../syntax/import-update.js';
import { findExistingImports } from '../../../syntax/existing-import.js';
import { lastOfLeadingGroup } from '../../../syntax/leading-group.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import type { Part } from '../../items.js';
import type { Convention } from '../completions/convention.js';
import type { Region } from '../regions/region.js';
import type { AwaitForm, Wanted } from './await-form.js';
import { argumentParts } from './call-parts.js';

/** `fs.promises.readFile(p)`, through the binding that the file already has, or the statement that imports `readFile`. */
export function builtinForm(region: Region, operation: Operation, wanted: Wanted): AwaitForm | undefined {
  const { callee, call } = operation;
  if (callee.kind !== 'builtin' || wanted !== 'value' || operation.kind !== 'error-first') return undefined;
  const { entry } = callee;
  if (entry.promise?.via !== 'module' || entry.promise.module !== `${entry.module}/promises` || entry.values.length > 1)
    return undefined;
  if (entry.traps.some((trap) => trap !== 'values-vary') || takesDescriptor(region, call, entry.name)) return undefined;
  if (isPatched(region, entry.module, entry.name)) return undefined;
  const promises = promisesOf(region, call);
  if (!promises) return undefined;
  const parts: Part[] = [...promises, `.${entry.name}(`, ...argumentParts(region, operation), ')'];
  return { parts, cleanErrors: true, rung: 'builtin' };
}

/** `fs.promises` for `fs.readFile(…)`; where `readFile` alone is imported, `promises` is from there as well. */
function promisesOf(region: Region, { callee }: CallExpression): Part[] | undefined {
  const { context } = region;
  if (callee.type === 'MemberExpression')
    return callee.object.type === 'Super' ? undefined : [outerSpan(context.file, callee.object), '.promises'];
  const specifier = callee.type === 'Identifier' ? specifierInBraces(context, callee) : undefined;
  return specifier === undefined ? undefined : [{ promisesOf: specifier }];
}

/**
 * `fs` of `import { readFile } from 'fs'` and of `const { readFile } = require('fs')` at the head of the file, where the name can go
 * with its last use: in the only such list, without a default beside it and without comments.
 */
function specifierInBraces(context: FileContext, name: Identifier): string | undefined {
  const { file, scopes } = context;
  const module = moduleOf(context, name);
  if (!module || findExistingImports(file, module.specifier, lastOfLeadingGroup(file)).length !== 1) return undefined;
  const units = importUnits(file, module.specifier).filter(({ form, direct }) => form === 'braces' && direct);
  const [only, ...others] = units;
  const isIn = only?.items.some(({ binding }) => binding === scopes.bindingOf(name));
  return isIn && others.length === 0 && mayChange(file, only!) ? module.specifier : undefined;
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
