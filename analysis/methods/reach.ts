import type { Node } from '@babel/types';
import { walk } from '../../syntax/walk.js';
import type { Binding } from '../../syntax/scope.js';
import type { FileContext } from '../file-context.js';
import { boundMember, instanceOf } from './instance.js';
import type { Owner } from './owner.js';

const known = new WeakMap<Owner, boolean>();

/** True when the file shows every object of a class and every use of it: nothing outside can reach its methods. */
export function isClosed(context: FileContext, owner: Owner): boolean {
  let closed = known.get(owner);
  if (closed === undefined) known.set(owner, (closed = looksClosed(context, owner)));
  return closed;
}

function looksClosed(context: FileContext, owner: Owner): boolean {
  const { binding } = owner;
  if (!binding || owner.parents.length > 0 || isExported(context, owner.node)) return false;
  return (
    binding.references.every(({ identifier, kind }) => kind === 'read' && staysInside(context, identifier)) &&
    keepsThis(context, owner)
  );
}

function isExported({ parents }: FileContext, node: Node): boolean {
  const link = parents.get(node)?.parent;
  if (link?.type === 'AssignmentExpression') return true;
  const statement = link?.type === 'VariableDeclarator' ? parents.get(link)?.parent : node;
  return statement !== undefined && /^Export/.test(parents.get(statement)?.parent.type ?? '');
}

/** The name of the class, where it is no value that goes elsewhere. */
function staysInside(context: FileContext, name: Node): boolean {
  const link = context.parents.get(name);
  if (!link) return false;
  const { parent, key } = link;
  if (parent.type === 'NewExpression' && key === 'callee') return instanceStays(context, parent);
  if (parent.type === 'BinaryExpression') return parent.operator === 'instanceof' && key === 'right';
  if (parent.type !== 'MemberExpression' || key !== 'object' || parent.computed) return false;
  const isPrototype = parent.property.type === 'Identifier' && parent.property.name === 'prototype';
  const around = context.parents.get(parent);
  // `X.prototype.m = …`
  return (
    isPrototype && around?.parent.type === 'MemberExpression' && context.parents.get(around.parent)?.key === 'left'
  );
}

/** `new X().start()`, or a variable of which only members are used. */
function instanceStays(context: FileContext, instance: Node): boolean {
  const link = context.parents.get(instance);
  if (isObject(context, instance)) return true;
  if (link?.parent.type !== 'VariableDeclarator' || link.parent.id.type !== 'Identifier') return false;
  return hasMembersOnly(context, context.scopes.bindingOf(link.parent.id));
}

const hasMembersOnly = (context: FileContext, binding: Binding | undefined): boolean =>
  binding?.declarations.length === 1 &&
  binding.references.every(
    ({ identifier, kind }) => kind === 'read' && (isObject(context, identifier) || isBoundTo(context, identifier)),
  );

/** `x` of `x.m`. */
function isObject({ parents }: FileContext, node: Node): boolean {
  const link = parents.get(node);
  return link?.parent.type === 'MemberExpression' && link.key === 'object' && !link.parent.computed;
}

/** `this` of `this.m.bind(this)`. */
function isBoundTo(context: FileContext, node: Node): boolean {
  const call = context.parents.get(node)?.parent;
  return call?.type === 'CallExpression' && boundMember(context, call) !== undefined;
}

/** An instance that hands itself out can be used by others. */
function keepsThis(context: FileContext, owner: Owner): boolean {
  let keeps = true;
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'ThisExpression' || instanceOf(context, node) !== owner) return;
      const parent = context.parents.get(node)?.parent;
      const isAlias =
        parent?.type === 'VariableDeclarator' &&
        parent.id.type === 'Identifier' &&
        hasMembersOnly(context, context.scopes.bindingOf(parent.id));
      if (!isAlias && !isObject(context, node) && !isBoundTo(context, node)) keeps = false;
    },
  });
  return keeps;
}
