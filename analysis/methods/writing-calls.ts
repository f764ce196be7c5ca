import type { CallExpression, Node } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { instanceOf, memberName } from './instance.js';
import { isClass, isMixinOfFile, isPlainObject, isPrototype, keysOf, textOf } from './plain-object.js';

/** What was found so far. */
export interface Found {
  readonly names: Set<string>;
  readonly held: string[];
  mixes: boolean;
  any: boolean;
}

/** A name that is not known may be one that is held somewhere. */
export function addName(found: Found, name: string | undefined): void {
  if (name === undefined) found.mixes = true;
  else found.names.add(name);
}

/** Functions that put the members of objects on another one. */
const MIXING = /^(?:assign|assignIn|_?extend|extendOwn|mixin|merge|defaults|defineProperties)$/;

/** Functions that put another function in the place of a method. */
const STUBBING = /^(?:stub|spy|mock|spyOn|replace|replaceProperty|stubMethod|method|wrap|massWrap|defineProperty|set)$/;

/** Test tools that replace all methods of an object. */
const TOOL = /(?:^|\.)(?:sinon|sandbox|sb|td|testdouble|jest|vi|vitest)\b/i;

/** What only reads a prototype, or says what it inherits. */
const HARMLESS =
  /^(?:inherits|setPrototypeOf|create|keys|values|entries|getOwnPropertyNames|hasOwnProperty|isPrototypeOf|promisifyAll|call|apply|bind|log|ok|equal|strictEqual|deepEqual|expect|should|instanceOf|instanceof)$/;

/** Adds the members that a call may set. */
export function addCall(context: FileContext, call: CallExpression, found: Found): void {
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
    else if (TOOL.test(textOf(context, callee)) ? !isFunctionNode(first) : isWholeDouble(context, call, name))
      found.any = true;
    return;
  }
  // `mock(db).expects('find')`
  if (name === 'expects' && first.type === 'StringLiteral') found.names.add(first.value);
  // A variable of a module is set, a class among them.
  if (name && /^__(?:set|Rewire|with)__$/.test(name)) found.any = true;
  addBorrowed(call, found);
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
    if (argument.type === 'StringLiteral' && /^[\w$]+$/.test(argument.value)) found.held.push(argument.value);
}

/** `stub(db)`, `mock(db)`: of an object, and not of a function of the file. */
function isWholeDouble(context: FileContext, { arguments: args }: CallExpression, name: string): boolean {
  const [first] = args;
  if (args.length !== 1 || !/^(?:stub|spy|mock)$/.test(name)) return false;
  const binding = first?.type === 'Identifier' ? context.scopes.bindingOf(first) : undefined;
  return first?.type === 'MemberExpression' || (binding !== undefined && !functionOfBinding(context, binding));
}

/** `Store.prototype.read.call({ files: fake })`: the fields of `this` may be anything that an object holds. */
function addBorrowed({ callee, arguments: args }: CallExpression, found: Found): void {
  if (callee.type !== 'MemberExpression' || !/^(?:call|apply|bind)$/.test(memberName(callee) ?? '')) return;
  const [self] = args;
  const { object } = callee;
  const isMethod = object.type === 'MemberExpression' && isPrototype(object.object);
  if (self?.type === 'ObjectExpression' || (isMethod && self?.type !== 'ThisExpression')) found.mixes = true;
}

/** `Object.assign(target, { m: fake }, more)`. */
function addMixin(context: FileContext, { arguments: args }: CallExpression, found: Found): void {
  const [target, ...sources] = args as [Node, ...Node[]];
  // The methods of one class become those of another.
  if (sources.some((source) => isPrototype(source) && !isMixinOfFile(context, source))) found.any = true;
  if (target.type === 'ObjectExpression' || isPlainObject(context, target) || isMixinOfFile(context, target)) return;
  if (instanceOf(context, target)) return;
  for (const source of sources) {
    if (source.type === 'ObjectExpression') keysOf(source).forEach((key) => addName(found, key));
    else if (/^(?:Object|Array)Expression$/.test(source.type) || source.type === 'BooleanLiteral') continue;
    else found.mixes = true;
  }
}
