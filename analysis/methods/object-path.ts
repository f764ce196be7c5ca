import { posix } from 'node:path';
import type { CallExpression, Function as FunctionNode, Identifier, NewExpression, Node } from '@babel/types';
import type { ClassName, ImportedName, ObjectPath } from '../../core/index.js';
import type { Binding } from '../../syntax/scope.js';
import type { ParentLink } from '../../syntax/parents.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';
import { exportTable } from '../modules/export-table.js';
import { isFixed } from '../modules/exports-object.js';
import { ownersIn } from './find-owners.js';
import { instanceOf, memberName } from './instance.js';
import { tableOf } from './tables.js';

const paths = new WeakMap<Node, ObjectPath | 'unknown'>();

/** The object that an expression always gives, as far as `new`, fields and imports tell its class. */
export function objectPathOf(context: FileContext, node: Node): ObjectPath | undefined {
  let path = paths.get(node);
  if (path === undefined) {
    // A function that gives what it gives.
    paths.set(node, 'unknown');
    paths.set(node, (path = readPath(context, node, []) ?? 'unknown'));
  }
  return path === 'unknown' ? undefined : path;
}

function readPath(context: FileContext, node: Node, seen: readonly Binding[]): ObjectPath | undefined {
  const owner = instanceOf(context, node);
  if (owner) return { root: { kind: 'this', of: owner.node.start! }, fields: [] };
  const module = moduleOf(context, node);
  if (module) return { root: { kind: 'exported', name: nameOf(module) }, fields: [] };
  if (exportTable(context).isExports(node)) return ownExports(context);
  if (node.type === 'NewExpression') return made(context, node);
  if (node.type === 'CallExpression') return made(context, node) ?? given(context, node, seen);
  if (node.type === 'ObjectExpression') return isFollowed(context, node) ? tablePath(node) : undefined;
  if (node.type === 'MemberExpression') {
    const object = memberName(node) === undefined ? undefined : readPath(context, node.object, seen);
    return object && { ...object, fields: [...object.fields, memberName(node)!] };
  }
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  if (!binding || seen.includes(binding)) return undefined;
  const table = tableOf(context, node);
  if (table) return tablePath(table.node);
  return heldBy(context, binding, [...seen, binding]);
}

const tablePath = ({ start }: Node): ObjectPath => ({ root: { kind: 'table', of: start! }, fields: [] });

/** What the file itself exports, as an import of it. */
function ownExports({ file }: FileContext): ObjectPath {
  const specifier = `./${posix.basename(file.source.path)}`;
  return { root: { kind: 'exported', name: { specifier, form: 'require', member: undefined } }, fields: [] };
}

/** A literal that goes where it is known as a table: others may get members before anybody calls them. */
function isFollowed(context: FileContext, literal: Node): boolean {
  const link = context.parents.get(literal);
  const target = assignedTo(link);
  if (target) return tableOf(context, target)?.node === literal;
  if (link?.parent.type === 'ArrowFunctionExpression') return link.key === 'body';
  if (link?.parent.type === 'ExportDefaultDeclaration') return true;
  return link?.parent.type === 'ReturnStatement' || (link?.parent.type === 'ObjectProperty' && link.key === 'value');
}

/** The variable or member that gets a value. */
function assignedTo(link: ParentLink | undefined): Node | undefined {
  if (link?.parent.type === 'VariableDeclarator') return link.parent.id;
  return link?.parent.type === 'AssignmentExpression' && link.key === 'right' ? link.parent.left : undefined;
}

/** What a call gives, when it calls a function of the file, or a method of an object that is known. */
function given(context: FileContext, { callee }: CallExpression, seen: readonly Binding[]): ObjectPath | undefined {
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee);
    const object = name === undefined ? undefined : readPath(context, callee.object, seen);
    return object && { ...object, fields: [...object.fields, `${name}()`] };
  }
  const binding = callee.type === 'Identifier' ? context.scopes.bindingOf(callee) : undefined;
  const fn = binding && functionOfBinding(context, binding);
  return fn && givenBy(context, fn);
}

/** The object that a function always gives, if it gives any. */
export function givenBy(context: FileContext, fn: FunctionNode): ObjectPath | undefined {
  if (fn.async || fn.generator) return undefined;
  if (fn.body.type !== 'BlockStatement') return objectPathOf(context, fn.body);
  const values: Node[] = [];
  walk(fn.body, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'ReturnStatement' && node.argument && !isNothing(node.argument)) values.push(node.argument);
      return undefined;
    },
  });
  return same(values.map((value) => objectPathOf(context, value)));
}

/** `new Store()`, `store()`. */
function made(context: FileContext, node: CallExpression | NewExpression): ObjectPath | undefined {
  const of = classNameOf(context, node.callee);
  return of === undefined
    ? undefined
    : { root: { kind: 'made', of, called: node.type === 'CallExpression' }, fields: [] };
}

/** The class that a name means: one of the file, or an import that may be one. */
export function classNameOf(context: FileContext, node: Node): ClassName | undefined {
  const module = moduleOf(context, node);
  if (module) return nameOf(module);
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  if (!binding || !isFixed(binding)) return undefined;
  return ownersIn(context).find((owner) => owner.binding === binding)?.node.start ?? undefined;
}

const nameOf = ({ specifier, form, member }: ImportedName): ImportedName => ({ specifier, form, member });

/** What a variable holds whenever it holds anything. */
function heldBy(context: FileContext, binding: Binding, seen: readonly Binding[]): ObjectPath | undefined {
  const [declared, ...others] = binding.declarations;
  const declarator = declared && context.parents.get(declared)?.parent;
  if (others.length > 0 || declarator?.type !== 'VariableDeclarator' || declarator.id !== declared) return undefined;
  const holder = context.parents.get(context.parents.get(declarator)!.parent)?.parent;
  if (!declarator.init && /^For(?:In|Of)Statement$/.test(holder?.type ?? '')) return undefined;
  const values = declarator.init ? [declarator.init as Node] : [];
  for (const { identifier, kind } of binding.references) {
    if (kind === 'read' || binding.declarations.includes(identifier as Identifier)) continue;
    const link = context.parents.get(identifier);
    if (link?.parent.type !== 'AssignmentExpression' || link.key !== 'left' || link.parent.operator !== '=')
      return undefined;
    values.push(link.parent.right);
  }
  return same(values.filter((value) => !isNothing(value)).map((value) => readPath(context, value, seen)));
}

/** The one path that all of these are. */
export function same(paths: readonly (ObjectPath | undefined)[]): ObjectPath | undefined {
  const [first] = paths;
  const text = JSON.stringify(first);
  return first && paths.every((path) => JSON.stringify(path) === text) ? first : undefined;
}

/** `null`, `undefined`: no object at all, on which a call of a method throws in any form. */
export const isNothing = (node: Node): boolean =>
  node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined');
