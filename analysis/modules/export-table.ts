import type { Expression, Node, ObjectExpression } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { moduleOf } from '../module-binding.js';
import { targetOf, type ExportTarget } from './export-target.js';
import { moduleExports } from './module-exports.js';
import {
  exportReferences,
  exportsObject,
  finalValue,
  isFixed,
  isTopLevel,
  type ExportsObject,
} from './exports-object.js';
import { keyName } from '../../syntax/key-name.js';

/** Everything that a file exports; `default` is `module.exports` itself or the default export. */
export interface ExportTable {
  readonly format: 'commonjs' | 'module';
  readonly entries: ReadonlyMap<string, ExportTarget>;
  /** Modules whose exports are all exported here. */
  readonly stars: readonly string[];
  /** True when exports may be added or replaced in a way that was not understood. */
  readonly open: boolean;
  /** Expressions inside the file that stand for the exported object. */
  readonly isExports: (node: Node) => boolean;
}

const tables = new WeakMap<FileContext, ExportTable>();

/** Reads what a file exports. */
export function exportTable(context: FileContext): ExportTable {
  let table = tables.get(context);
  if (!table) tables.set(context, (table = tableOf(context)));
  return table;
}

function tableOf(context: FileContext): ExportTable {
  const module = moduleExports(context);
  return module ? { ...module, isExports: () => false } : commonExports(context);
}

/** A table while it is being written. */
interface Draft {
  readonly entries: Map<string, ExportTarget>;
  readonly stars: string[];
  open: boolean;
}

function commonExports(context: FileContext): ExportTable {
  const object = exportsObject(context);
  const draft: Draft = { entries: new Map(), stars: [], open: object.unclear };
  if (object.value) addWhole(context, draft, object.value);
  const holders = [...object.aliases].flatMap(({ references }) =>
    references.map(({ identifier }) => identifier as Node),
  );
  for (const node of new Set([...exportReferences(context), ...holders]))
    if (object.isExports(node)) addUse(context, draft, object, node);
  return { format: 'commonjs', ...draft, isExports: object.isExports };
}

/** `module.exports = …`. */
function addWhole(context: FileContext, draft: Draft, value: Expression): void {
  const init = value.type === 'Identifier' ? initOf(context, value) : value;
  if (init?.type === 'ObjectExpression') addObject(context, draft, init);
  else draft.entries.set('default', targetOf(context, value));
  const module = moduleOf(context, value);
  if (module && module.member === undefined) draft.stars.push(module.specifier);
  else if (
    !init ||
    !(isFunctionNode(init) || /^(?:ObjectExpression|Class\w+|FunctionDeclaration|NewExpression)$/.test(init.type))
  )
    draft.open = true;
}

function initOf(context: FileContext, identifier: Node): Node | undefined {
  if (identifier.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(identifier);
  if (!binding || !isFixed(binding)) return undefined;
  const parent = context.parents.get(binding.declarations[0]!)?.parent;
  if (parent?.type === 'VariableDeclarator') return parent.init ? finalValue(parent.init) : undefined;
  return parent;
}

function addObject(context: FileContext, draft: Draft, { properties }: ObjectExpression): void {
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const module = moduleOf(context, property.argument);
      if (module && module.member === undefined) draft.stars.push(module.specifier);
      else draft.open = true;
      continue;
    }
    const name = keyName(property);
    if (name === undefined) draft.open = true;
    else if (property.type === 'ObjectMethod')
      draft.entries.set(name, property.kind === 'method' ? { kind: 'function', fn: property } : { kind: 'other' });
    else draft.entries.set(name, targetOf(context, property.value));
  }
}

/** What a use of the exported object adds to it. */
function addUse(context: FileContext, draft: Draft, object: ExportsObject, node: Node): void {
  const link = context.parents.get(node);
  if (!link) return;
  const { parent, key } = link;
  if (parent.type === 'MemberExpression' && key === 'object') {
    const outer = context.parents.get(parent);
    const isTarget = outer?.parent.type === 'AssignmentExpression' && outer.key === 'left';
    if (!isTarget) draft.open ||= parent.computed && isMutated(context, parent);
    else if (parent.computed || parent.property.type !== 'Identifier') draft.open = true;
    else addMember(context, draft, parent.property.name, outer.parent);
    return;
  }
  // `a = exports = module.exports = {}` and the declaration of an alias change nothing.
  if (parent.type === 'AssignmentExpression') return;
  // `this instanceof Store`
  if (parent.type === 'BinaryExpression') return;
  if (parent.type === 'VariableDeclarator' || isFunctionNode(parent)) return;
  if (parent.type === 'CallExpression' && key === 'arguments') addCall(context, draft, object, parent, link.index ?? 0);
  else if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression' && parent.type !== 'ExpressionStatement')
    draft.open = true;
}

const isMutated = (context: FileContext, node: Node): boolean =>
  /^(?:Update|Assignment)Expression$/.test(context.parents.get(node)?.parent.type ?? '');

function addMember(context: FileContext, draft: Draft, name: string, assignment: Node): void {
  if (assignment.type !== 'AssignmentExpression') return;
  const isPlain = assignment.operator === '=' && isTopLevel(context, assignment) && !draft.entries.has(name);
  draft.entries.set(name, isPlain ? targetOf(context, finalValue(assignment.right)) : { kind: 'other' });
}

/** `Object.assign(exports, require('./more'), { f })`; other functions may do anything with what they are given. */
function addCall(context: FileContext, draft: Draft, object: ExportsObject, call: Node, index: number): void {
  if (call.type !== 'CallExpression') return;
  const { start, end } = call.callee;
  const name = context.file.source.text.slice(start!, end!);
  if (/^(?:util\.)?inherits$|^Object\.(?:setPrototypeOf|freeze|keys)$/.test(name)) return;
  if (name === 'Object.defineProperty' && index === 0) {
    const [, key] = call.arguments;
    if (key?.type !== 'StringLiteral') draft.open = true;
    else if (key.value !== '__esModule') draft.entries.set(key.value, { kind: 'other' });
    return;
  }
  if (!/^(?:Object\.assign|util\._extend|extend|_\.extend|_\.assign)$/.test(name) || index > 0) {
    draft.open = true;
    return;
  }
  for (const argument of call.arguments.slice(1)) {
    const module = moduleOf(context, argument);
    if (argument.type === 'ObjectExpression' && !object.unclear) addObject(context, draft, argument);
    else if (module && module.member === undefined) draft.stars.push(module.specifier);
    else draft.open = true;
  }
}
