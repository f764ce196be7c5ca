import type { AssignmentExpression, CallExpression, MemberExpression, Node, ObjectExpression } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { isFixed } from '../modules/exports-object.js';
import { ownersIn } from './find-owners.js';
import { instanceOf, memberName } from './instance.js';

/** How a file sets members of objects whose class it does not show; what a class sets on its own objects is apart. */
export interface MemberWrites {
  /** Names of members that are set, deleted, stubbed or defined anew. */
  readonly names: readonly string[];
  /** Names under which objects of the file hold what may be a function, and names in strings that calls get. */
  readonly held: readonly string[];
  /** True when objects are copied over others, and it does not say which members: those of literals, say. */
  readonly mixes: boolean;
  /** True when any member may be set: each method is wrapped, say. */
  readonly any: boolean;
}

export const noWrites: MemberWrites = { names: [], held: [], mixes: false, any: false };

/** Functions that put the members of objects on another one. */
const MIXING = /^(?:assign|assignIn|_?extend|extendOwn|mixin|merge|defaults|defineProperties)$/;

/** Functions that put another function in the place of a method. */
const STUBBING = /^(?:stub|spy|mock|spyOn|replace|stubMethod|method|wrap|massWrap|defineProperty|set)$/;

/** Test tools that replace all methods of an object. */
const TOOL = /(?:^|\.)(?:sinon|sandbox|sb|td|testdouble|jest|vi|vitest)\b/i;

/** What only reads a prototype, or says what it inherits. */
const HARMLESS =
  /^(?:inherits|setPrototypeOf|create|keys|values|entries|getOwnPropertyNames|hasOwnProperty|isPrototypeOf|promisifyAll|call|apply|bind|log|ok|equal|strictEqual|deepEqual|expect|should|instanceOf|instanceof)$/;

/** Collects the names of members that a file sets. */
export function memberWrites(context: FileContext): MemberWrites {
  const found: Found = { names: new Set(), held: new Set(), mixes: false, any: false };
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'MemberExpression' && isSet(context, node)) addWrite(context, node, found);
      else if (node.type === 'CallExpression') addCall(context, node, found);
      else if (node.type === 'ObjectExpression') functionsOf(node).forEach((name) => found.held.add(name));
      else if (node.type === 'VariableDeclarator' && node.init && isPrototype(node.init))
        found.any ||= !isMixinOfFile(context, node.init);
      else if (isAccessor(node)) addName(found, keyName(node.key));
    },
  });
  return { ...found, names: [...found.names], held: [...found.held] };
}

interface Found {
  readonly names: Set<string>;
  readonly held: Set<string>;
  mixes: boolean;
  any: boolean;
}

/** A name that is not known may be one that is held somewhere. */
function addName(found: Found, name: string | undefined): void {
  if (name === undefined) found.mixes = true;
  else found.names.add(name);
}

/** The target of an assignment, of `delete`, `++`, a pattern or a loop. */
export function isSet({ parents }: FileContext, member: Node): boolean {
  const link = parents.get(member);
  switch (link?.parent.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return link.key === 'left';
    case 'UnaryExpression':
      return link.parent.operator === 'delete';
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'ObjectProperty':
      return link.key === 'value' && parents.get(link.parent)?.parent.type === 'ObjectPattern';
    default:
      return false;
  }
}

function addWrite(context: FileContext, member: MemberExpression, found: Found): void {
  const { object } = member;
  if (isDefinition(context, member)) return;
  const name = nameOf(member);
  const owner = instanceOf(context, object);
  if (name !== undefined) {
    if (owner) return;
    if (isPlainObject(context, object)) found.held.add(name);
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

/** `list[0]`, `list[i++]`, `list[list.length]`: an element, and no method. */
const isIndex = (property: Node): boolean =>
  /^(?:NumericLiteral|UpdateExpression|BinaryExpression)$/.test(property.type) ||
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
function isDefinition(context: FileContext, member: MemberExpression): boolean {
  const isMethod = ownersIn(context).some(({ methods }) => {
    const method = methods.get(memberName(member) ?? '');
    return method !== undefined && method.key === member.property;
  });
  return isMethod || memberName(member) === 'prototype' || /^(?:module\.)?exports$/.test(textOf(context, member));
}

/** An object literal, a function or a class of the file, the exports of the file, or a global of the language. */
function isPlainObject(context: FileContext, object: Node): boolean {
  if (/^(?:module\.)?exports$/.test(textOf(context, object))) return true;
  if (object.type !== 'Identifier') return false;
  const binding = context.scopes.bindingOf(object);
  if (!binding) return /^(?:process|global|globalThis|window)$/.test(object.name);
  if (!isFixed(binding)) return false;
  const parent = context.parents.get(binding.declarations[0]!)?.parent;
  if (parent?.type === 'VariableDeclarator')
    return /^(?:Object|Array|Class|Function|ArrowFunction)Expression$/.test(parent.init?.type ?? '');
  return (
    parent?.type === 'ClassDeclaration' ||
    (isFunctionNode(parent) && 'id' in parent && parent.id === binding.declarations[0])
  );
}

function addCall(context: FileContext, call: CallExpression, found: Found): void {
  const { callee } = call;
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : '';
  const [first, second] = call.arguments;
  if (!first) return;
  if (name && MIXING.test(name) && !isFunctionNode(second)) return addMixin(context, call, found);
  if (name === 'setPrototypeOf' && !isPrototype(first) && !isClass(context, first)) found.any = true;
  if (!name || !NAMING.test(name)) addStrings(context, call, found);
  const isString = second?.type === 'StringLiteral';
  if (isString && isPrototype(first)) found.names.add(second.value);
  if (name && STUBBING.test(name)) {
    if (isString) found.names.add(second.value);
    else if (TOOL.test(textOf(context, callee)) && !isFunctionNode(first)) found.any = true;
    return;
  }
  if (isString || (name && HARMLESS.test(name))) return;
  for (const argument of call.arguments)
    if (isPrototype(argument) && !isMixinOfFile(context, argument)) found.any = true;
}

/** Names of events, modules and tests are no names of methods. */
const NAMING =
  /^(?:on|once|off|emit|addListener|removeListener|require|describe|it|test|specify|context|indexOf|split|join)$/;

/** `replaceMethod(db, 'find', fake)`. */
function addStrings(context: FileContext, { callee, arguments: args }: CallExpression, found: Found): void {
  if (/^task\.method\b/.test(textOf(context, callee))) return;
  for (const argument of args)
    if (argument.type === 'StringLiteral' && /^[\w$]+$/.test(argument.value)) found.held.add(argument.value);
}

/** `X.prototype` of a class; those of the language have no methods of the project. */
const isPrototype = (node: Node): boolean =>
  node.type === 'MemberExpression' &&
  memberName(node) === 'prototype' &&
  !(
    node.object.type === 'Identifier' &&
    /^(?:Object|Array|Function|String|Promise|Error|Buffer)$/.test(node.object.name)
  );

const isClass = (context: FileContext, node: Node): boolean =>
  node.type === 'Identifier' &&
  ownersIn(context).some(({ binding }) => binding && binding === context.scopes.bindingOf(node));

/** `Object.assign(X.prototype, …)` where the class itself is in the file: its facts tell. */
const isMixinOfFile = (context: FileContext, node: Node): boolean =>
  node.type === 'MemberExpression' && isClass(context, node.object);

/** `Object.assign(target, { m: fake }, more)`. */
function addMixin(context: FileContext, { arguments: args }: CallExpression, found: Found): void {
  const [target, ...sources] = args as [Node, ...Node[]];
  if (target.type === 'ObjectExpression' || isPlainObject(context, target) || isMixinOfFile(context, target)) return;
  if (instanceOf(context, target)) return;
  for (const source of sources) {
    if (source.type === 'ObjectExpression') keysOf(source).forEach((key) => addName(found, key));
    else if (/^(?:Object|Array)Expression$/.test(source.type) || source.type === 'BooleanLiteral') continue;
    else found.mixes = true;
  }
}

/** All keys of an object literal; `undefined` for one that is not known. */
export function keysOf({ properties }: ObjectExpression): (string | undefined)[] {
  return properties.map((property) =>
    property.type === 'SpreadElement' || property.computed ? undefined : keyName(property.key),
  );
}

function functionsOf({ properties }: ObjectExpression): string[] {
  return properties.flatMap((property) => {
    const name = property.type === 'SpreadElement' || property.computed ? undefined : keyName(property.key);
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

const keyName = (key: Node): string | undefined =>
  key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;

const textOf = (context: FileContext, node: Node): string => context.file.source.text.slice(node.start!, node.end!);
