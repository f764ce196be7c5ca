import type { Identifier, Node } from '@babel/types';
import type { ClassName, ImportedName, ObjectPath } from '../../core/index.js';
import type { Binding } from '../../syntax/scope.js';
import type { FileContext } from '../file-context.js';
import { moduleOf } from '../module-binding.js';
import { isFixed } from '../modules/exports-object.js';
import { ownersIn } from './find-owners.js';
import { instanceOf, memberName } from './instance.js';

const paths = new WeakMap<Node, ObjectPath | 'unknown'>();

/** The object that an expression always gives, as far as `new`, fields and imports tell its class. */
export function objectPathOf(context: FileContext, node: Node): ObjectPath | undefined {
  let path = paths.get(node);
  if (path === undefined) paths.set(node, (path = readPath(context, node, []) ?? 'unknown'));
  return path === 'unknown' ? undefined : path;
}

function readPath(context: FileContext, node: Node, seen: readonly Binding[]): ObjectPath | undefined {
  const owner = instanceOf(context, node);
  if (owner) return { root: { kind: 'this', of: owner.node.start! }, fields: [] };
  if (node.type === 'NewExpression' || node.type === 'CallExpression') return made(context, node);
  const module = moduleOf(context, node);
  if (module) return { root: { kind: 'exported', name: nameOf(module) }, fields: [] };
  if (node.type === 'MemberExpression') {
    const object = memberName(node) === undefined ? undefined : readPath(context, node.object, seen);
    return object && { ...object, fields: [...object.fields, memberName(node)!] };
  }
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  return binding && !seen.includes(binding) ? heldBy(context, binding, [...seen, binding]) : undefined;
}

/** `new Store()`, `store()`. */
function made(context: FileContext, node: Node & { callee: Node; type: string }): ObjectPath | undefined {
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
