import type { AssignmentExpression, MemberExpression, Node, ObjectExpression } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { ownersIn } from './find-owners.js';
import { instanceOf, memberName } from './instance.js';
import { isSet } from './places.js';
import { isMixinOfFile, isPlainObject, isPrototype, textOf } from './plain-object.js';
import { keyName } from '../../syntax/key-name.js';
import { isDefinition } from './tables.js';
import { addCall, addName, type Found } from './writing-calls.js';

/** How a file sets members of objects whose class it does not show; what a class sets on its own objects is apart. */
export interface MemberWrites {
  /** Names of members that are set, deleted, stubbed or defined anew. */
  readonly names: readonly string[];
  /** Names under which objects of the file hold what may be a function, and names in strings that calls get: one for each place. */
  readonly held: readonly string[];
  /** True when objects are copied over others, and it does not say which members: those of literals, say. */
  readonly mixes: boolean;
  /** True when any member may be set: each method is wrapped, say. */
  readonly any: boolean;
}

export const noWrites: MemberWrites = { names: [], held: [], mixes: false, any: false };

/** Collects the names of members that a file sets. */
export function memberWrites(context: FileContext): MemberWrites {
  const found: Found = { names: new Set(), held: [], mixes: false, any: false };
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'MemberExpression' && isSet(context, node)) addWrite(context, node, found);
      else if (node.type === 'CallExpression') addCall(context, node, found);
      else if (node.type === 'ObjectExpression') found.held.push(...functionsOf(node));
      else if (node.type === 'VariableDeclarator' && node.init && isPrototype(node.init))
        found.any ||= !isMixinOfFile(context, node.init);
      else if (node.type === 'MemberExpression' && isPrototype(node.object) && isTaken(context, node)) found.any = true;
      else if (isAccessor(node)) addName(found, keyName(node));
    },
  });
  return { ...found, names: [...found.names] };
}

function addWrite(context: FileContext, member: MemberExpression, found: Found): void {
  const { object } = member;
  if (isOwnDefinition(context, member)) return;
  const name = nameOf(member);
  const owner = instanceOf(context, object);
  if (name !== undefined) {
    if (owner) return;
    if (isPlainObject(context, object) || isDefinition(context, member)) found.held.push(name);
    else if (name === '__proto__') addPrototype(object, found);
    else found.names.add(name);
    return;
  }
  const link = context.parents.get(member);
  const value = link?.parent.type === 'AssignmentExpression' ? link.parent : undefined;
  if (!value || owner || isMixinOfFile(context, object) || isPlainObject(context, object) || isIndex(member.property))
    return;
  if (mayBeFunction(context, value)) found.any = true;
  else if (!/Literal$/.test(value.right.type)) found.mixes = true;
}

/** `X.prototype.__proto__ = Base.prototype` says what a class inherits from; elsewhere an object changes its class. */
function addPrototype(object: Node, found: Found): void {
  if (object.type !== 'MemberExpression' || memberName(object) !== 'prototype') found.any = true;
}

const nameOf = (member: MemberExpression): string | undefined =>
  member.computed && member.property.type === 'StringLiteral' ? member.property.value : memberName(member);

/** `Other.prototype.read = Store.prototype.read`: a method may become one of another class. */
function isTaken({ parents }: FileContext, method: Node): boolean {
  const link = parents.get(method);
  if (link?.parent.type === 'AssignmentExpression') return link.key === 'right';
  return link?.parent.type === 'VariableDeclarator' || (link?.parent.type === 'ObjectProperty' && link.key === 'value');
}

/** `list[0]`, `list[i++]`, `list[i + 1]`, `list[list.length]`: an element, and no method. */
const isIndex = (property: Node): boolean =>
  /^(?:NumericLiteral|UpdateExpression)$/.test(property.type) ||
  (property.type === 'BinaryExpression' &&
    ![property.left, property.right].some(({ type }) => /String|Template/.test(type))) ||
  (property.type === 'MemberExpression' && memberName(property) === 'length');

/** `o[k] = wrap(o[k])`, `o[k] = function …`. */
function mayBeFunction(context: FileContext, { left, right }: AssignmentExpression): boolean {
  if (isFunctionNode(right)) return true;
  if (right.type === 'Identifier') {
    const binding = context.scopes.bindingOf(right);
    return binding !== undefined && functionOfBinding(context, binding) !== undefined;
  }
  // `table[row][column] = add(table[row][column], 1)`: data.
  if (right.type !== 'CallExpression' || isElement((left as MemberExpression).object)) return false;
  const target = textOf(context, left);
  return [right.callee, ...right.arguments].some((node) => {
    const text = textOf(context, node);
    return text === target || text.startsWith(`${target}.bind`) || /\.prototype\b/.test(text);
  });
}

const isElement = (node: Node): boolean => node.type === 'MemberExpression' && node.computed;

/** The place where a class of the file gets a method, and the table of exports, are no change of an object. */
function isOwnDefinition(context: FileContext, member: MemberExpression): boolean {
  const isMethod = ownersIn(context).some(({ methods }) => {
    const method = methods.get(memberName(member) ?? '');
    return method !== undefined && method.key === member.property;
  });
  return isMethod || memberName(member) === 'prototype' || /^(?:module\.)?exports$/.test(textOf(context, member));
}

function functionsOf({ properties }: ObjectExpression): string[] {
  return properties.flatMap((property) => {
    const name = property.type === 'SpreadElement' ? undefined : keyName(property);
    const isData =
      property.type === 'ObjectProperty' && /Literal$|^(?:Object|Array)Expression$/.test(property.value.type);
    return name === undefined || isData ? [] : [name];
  });
}

/** `get store() { … }`, wherever it stands. */
const isAccessor = (node: Node): node is Node & { key: Node } =>
  (node.type === 'ClassMethod' || node.type === 'ObjectMethod') &&
  (node.kind === 'get' || node.kind === 'set') &&
  !node.computed;
