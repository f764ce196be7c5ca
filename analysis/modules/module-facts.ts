import { posix } from 'node:path';
import type { Function as FunctionNode, Node } from '@babel/types';
import type { ImportForm, ObjectPath, PlannedFunction } from '../../core/index.js';
import { walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { thisHeldBy } from '../self.js';
import { givesFuture } from '../futures/coroutine-body.js';
import { runnerBody } from '../generators/runner-body.js';
import { alwaysPromise } from '../generators/surely-promise.js';
import { ResultUses } from '../futures/result-use.js';
import { classFacts, type ClassFact } from '../methods/class-facts.js';
import { memberWrites, noWrites, type MemberWrites } from '../methods/member-writes.js';
import { givenBy, objectPathOf } from '../methods/object-path.js';
import { tableFacts, type TableFact } from '../methods/table-facts.js';
import { methodCalls, type MethodCall } from '../methods/method-calls.js';
import { exportTable } from './export-table.js';
import type { ExportTarget } from './export-target.js';
import { importUses, type ImportUse } from './import-uses.js';
import { knownDual } from './known-dual.js';
import { namedPaths, type NamedPath } from './named-paths.js';
import { replacedExports, type Replaced } from './replaced-exports.js';

/** What one file tells about modules: what it exports, what it makes of imports. Plain data. */
export interface ModuleFacts {
  readonly format: 'commonjs' | 'module';
  readonly exports: Readonly<Record<string, ExportFact>>;
  readonly stars: readonly string[];
  readonly open: boolean;
  readonly uses: readonly UseFact[];
  readonly named: readonly NamedPath[];
  readonly replaced: readonly Replaced[];
  /** Members that the file reads of its own exports, or of `this` and unknown objects, by name. */
  readonly ownMembers: readonly string[];
  /** Calls of its own exports: `exports.load(path, cb)`. */
  readonly ownCalls: readonly UseFact[];
  /** Exported functions that give a promise already, by where they begin. */
  readonly duals: Readonly<Record<number, PlannedFunction>>;
  /** Exported functions that give a promise, or a future of the shim, whenever they are called: where they begin. */
  readonly futures: readonly number[];
  readonly classes: readonly ClassFact[];
  readonly tables: readonly TableFact[];
  readonly writes: MemberWrites;
  readonly methodCalls: readonly MethodCall[];
}

export type ExportFact =
  /** `at`: where the function begins. */
  | {
      readonly kind: 'function';
      readonly at: number;
      readonly line: number;
      /** The object that it always gives. */
      readonly gives?: ObjectPath;
    }
  | {
      readonly kind: 'from';
      readonly specifier: string;
      readonly form: ImportForm;
      readonly member: string | undefined;
    }
  /** `at`: where the class begins that it is; `object`: the object that it always is. */
  | { readonly kind: 'other'; readonly at?: number; readonly object?: ObjectPath };

export interface UseFact extends Omit<ImportUse, 'node'> {
  /** Where the callee begins, for calls. */
  readonly at: number;
  /** `lib/run.js:12` */
  readonly place: string;
  /** What becomes of a value: `passed to router.use`. */
  readonly text: string;
  /** What becomes of the future that it may give; absent when it is needed as one, or nothing is known. */
  readonly future?: 'fine' | 'floating' | 'asked';
}

export const emptyModule: ModuleFacts = {
  format: 'commonjs',
  exports: {},
  stars: [],
  open: true,
  uses: [],
  named: [{ path: '', place: '' }],
  replaced: [],
  ownMembers: [],
  ownCalls: [],
  duals: {},
  futures: [],
  classes: [],
  tables: [],
  writes: noWrites,
  methodCalls: [],
};

/** Reads what a file exports and how it uses what it imports. */
export function moduleFacts(context: FileContext): ModuleFacts {
  const table = exportTable(context);
  const duals: Record<number, PlannedFunction> = {};
  const exports: Record<string, ExportFact> = {};
  const futures = new Set<number>();
  const results = new ResultUses(context);
  for (const [name, target] of table.entries) {
    exports[name] = factOf(context, target);
    if (target.kind === 'function' && givesFutureOrPromise(context, target.fn)) futures.add(target.fn.start!);
    const dual = target.kind === 'function' ? knownDual(context, target.fn) : undefined;
    if (dual && target.kind === 'function') duals[target.fn.start!] = dual;
  }
  return {
    format: table.format,
    exports,
    stars: table.stars,
    open: table.open,
    uses: importUses(context, table.isExports).map((use) => useFact(context, results, use)),
    named: namedPaths(context),
    replaced: replacedExports(context, table.isExports),
    ...ownUses(context, table.isExports),
    duals,
    futures: [...futures],
    classes: classFacts(context),
    tables: tableFacts(context),
    writes: memberWrites(context),
    methodCalls: methodCalls(context),
  };
}

function givesFutureOrPromise(context: FileContext, fn: FunctionNode): boolean {
  const parent = context.parents.get(fn)?.parent;
  const isRun = parent !== undefined && runnerBody(context, parent) === fn;
  return isRun || givesFuture(context, fn) || alwaysPromise(context, fn);
}

function factOf(context: FileContext, target: ExportTarget): ExportFact {
  if (target.kind === 'from') return target;
  if (target.kind === 'other') return valueFact(context, target.value);
  const at = target.fn.start!;
  const gives = givenBy(context, target.fn);
  return { kind: 'function', at, line: context.lines.at(at).line, ...(gives && { gives }) };
}

function valueFact(context: FileContext, value: Node | undefined): ExportFact {
  if (value?.type === 'ClassDeclaration' || value?.type === 'ClassExpression')
    return { kind: 'other', at: value.start! };
  const object = value && isObject(value) ? objectPathOf(context, value) : undefined;
  return { kind: 'other', ...(object && { object }) };
}

const isObject = ({ type }: Node): boolean => /^(?:New|Call|Object)Expression$/.test(type);

function useFact(context: FileContext, results: ResultUses, { node, ...use }: ImportUse): UseFact {
  const place = `${context.file.source.path}:${context.lines.at(node.start!).line}`;
  const fact = { ...use, at: node.start!, place, text: describeUse(context, node, use.kind) };
  const future = use.member === undefined && use.kind === 'whole' ? 'kept' : results.useOfCallee(node).kind;
  return future === 'kept' ? fact : { ...fact, future };
}

function describeUse(context: FileContext, node: Node, kind: ImportUse['kind']): string {
  if (kind === 'call') return 'called';
  if (kind === 'class') return 'used as a class';
  const link = context.parents.get(node);
  const text = (part: Node): string =>
    context.file.source.text.slice(part.start!, part.end!).replace(/\s+/g, ' ').slice(0, 40);
  if (link && /^(?:Optional)?(?:Call|New)Expression$/.test(link.parent.type) && 'callee' in link.parent)
    return `passed to ${text(link.parent.callee)}`;
  if (link?.parent.type === 'MemberExpression' && link.parent.computed) return `looked up by ${text(link.parent)}`;
  if (link?.parent.type === 'AssignmentExpression') return `assigned to ${text(link.parent.left)}`;
  if (link?.parent.type === 'ObjectProperty') return `stored under ${text(link.parent.key)}`;
  return kind === 'whole' ? 'used as a whole' : 'used as a value';
}

/** `this.load`, `exports.load`: names that may mean an export of the same file, and calls that do. */
function ownUses(
  context: FileContext,
  isExports: (node: Node) => boolean,
): Pick<ModuleFacts, 'ownMembers' | 'ownCalls'> {
  const names = new Set<string>();
  const calls: UseFact[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return;
      const link = context.parents.get(node);
      if (link?.parent.type === 'AssignmentExpression' && link.key === 'left') return;
      const { object, property } = node;
      const isOwn = isExports(object) || isThis(context, object);
      if (!isOwn) return;
      const isNamed = !node.computed && property.type === 'Identifier';
      if (isNamed && isExports(object) && link?.parent.type === 'CallExpression' && link.key === 'callee')
        calls.push(ownCall(context, node, property.name));
      else names.add(node.computed ? '*' : property.type === 'Identifier' ? property.name : '');
    },
  });
  return { ownMembers: [...names], ownCalls: calls };
}

function ownCall(context: FileContext, node: Node, member: string): UseFact {
  const { path } = context.file.source;
  const place = `${path}:${context.lines.at(node.start!).line}`;
  const specifier = `./${posix.basename(path)}`;
  return { specifier, form: 'require', member, kind: 'call', at: node.start!, place, text: 'called' };
}

const isThis = (context: FileContext, node: Node): boolean =>
  node.type === 'ThisExpression' || (node.type === 'Identifier' && thisHeldBy(context, node) !== undefined);
