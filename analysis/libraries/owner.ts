import type { Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';

/** What `this` belongs to in a method: a class, an object, or the name of a constructor. */
export type Owner = Node | string;

/** The owner of `this` at a node; `undefined` in functions that are no methods. */
export function ownerOfThis(context: FileContext, node: Node): Owner | undefined {
  for (const around of context.parents.ancestors(node)) {
    if (around.type === 'ClassBody') return around;
    if (isFunctionNode(around) && around.type !== 'ArrowFunctionExpression') return ownerOfMethod(context, around);
  }
  return undefined;
}

/** The owner of the innermost method around a node, through the functions inside of that. */
export function ownerAround(context: FileContext, node: Node): Owner | undefined {
  for (const around of context.parents.ancestors(node)) {
    const owner = isFunctionNode(around) ? ownerOfMethod(context, around) : undefined;
    if (owner !== undefined) return owner;
  }
  return undefined;
}

function ownerOfMethod(context: FileContext, fn: FunctionNode): Owner | undefined {
  const parent = context.parents.get(fn)?.parent;
  if (fn.type === 'ClassMethod' || fn.type === 'ClassPrivateMethod' || fn.type === 'ObjectMethod')
    return parent && ownerOfBody(context, parent);
  if (parent?.type === 'ObjectProperty') return ownerOfBody(context, context.parents.get(parent)!.parent);
  if (parent?.type === 'AssignmentExpression') return constructorOf(parent.left);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return capital(parent.id.name);
  return 'id' in fn && fn.id ? capital(fn.id.name) : undefined;
}

/** `Store.prototype = { … }` belongs to `Store`. */
function ownerOfBody(context: FileContext, body: Node): Owner {
  const parent = context.parents.get(body)?.parent;
  const target = parent?.type === 'AssignmentExpression' ? parent.left : undefined;
  if (target?.type !== 'MemberExpression' || target.object.type !== 'Identifier') return body;
  return target.property.type === 'Identifier' && target.property.name === 'prototype' ? target.object.name : body;
}

/** `Store` of `Store.prototype.open` and of `exports.Store`. */
function constructorOf(left: Node): string | undefined {
  if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') return undefined;
  const { object } = left;
  const isMethod =
    object.type === 'MemberExpression' && object.property.type === 'Identifier' && object.property.name === 'prototype';
  if (!isMethod) return capital(left.property.name);
  const holder = object.object;
  if (holder.type === 'Identifier') return holder.name;
  return holder.type === 'MemberExpression' && holder.property.type === 'Identifier' ? holder.property.name : undefined;
}

const capital = (name: string): string | undefined => (/^[A-Z]/.test(name) ? name : undefined);
