import type { Node, ObjectExpression } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { exportsObject, finalValue, isFixed } from '../modules/exports-object.js';
import { ownersIn } from './find-owners.js';
import { memberName } from './instance.js';
import { keyName } from '../../syntax/key-name.js';

/** An object literal, a function or a class of the file, the exports of the file, or a global of the language. */
export function isPlainObject(context: FileContext, object: Node): boolean {
  // What a module exports is an object of a class where it is made by one.
  const { isExports, value } = exportsObject(context);
  if (isExports(object) || /^(?:module\.)?exports$/.test(textOf(context, object)))
    return !value || isPlainValue(context, value);
  return object.type === 'Identifier' && isPlainValue(context, object);
}

function isPlainValue(context: FileContext, value: Node): boolean {
  if (value.type !== 'Identifier') return /^(?:Object|Array|Class|Function|ArrowFunction)Expression$/.test(value.type);
  const binding = context.scopes.bindingOf(value);
  if (!binding) return /^(?:process|global|globalThis|window)$/.test(value.name);
  if (!isFixed(binding)) return false;
  const parent = context.parents.get(binding.declarations[0]!)?.parent;
  if (parent?.type === 'VariableDeclarator')
    return parent.init?.type !== 'Identifier' && parent.init != null && isPlainValue(context, finalValue(parent.init));
  return (
    parent?.type === 'ClassDeclaration' ||
    (isFunctionNode(parent) && 'id' in parent && parent.id === binding.declarations[0])
  );
}

/** `X.prototype` of a class; those of the language, and of emitters, have no methods of the project. */
export const isPrototype = (node: Node): boolean =>
  node.type === 'MemberExpression' &&
  memberName(node) === 'prototype' &&
  !(
    node.object.type === 'Identifier' &&
    /^(?:Object|Array|Function|String|Promise|Error|Buffer|EventEmitter|Emitter)$/.test(node.object.name)
  );

export const isClass = (context: FileContext, node: Node): boolean =>
  node.type === 'Identifier' &&
  ownersIn(context).some(({ binding }) => binding && binding === context.scopes.bindingOf(node));

/** `Object.assign(X.prototype, …)` where the class itself is in the file: its facts tell. */
export const isMixinOfFile = (context: FileContext, node: Node): boolean =>
  node.type === 'MemberExpression' && isClass(context, node.object);

/** All keys of an object literal; `undefined` for one that is not known. */
export function keysOf({ properties }: ObjectExpression): (string | undefined)[] {
  return properties.map((property) => (property.type === 'SpreadElement' ? undefined : keyName(property)));
}

export const textOf = (context: FileContext, node: Node): string =>
  context.file.source.text.slice(node.start!, node.end!);
