import type { CallExpression, Class, Function as FunctionNode, Identifier, MemberExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { Binding } from '../../syntax/scope.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { finalValue, isFixed } from '../modules/exports-object.js';
import type { Draft, Method, MethodFunction, Owner } from './owner.js';
import { lastName } from '../callee.js';

const known = new WeakMap<FileContext, readonly Owner[]>();

/** The classes of a file, and its functions with methods on their prototype. */
export function ownersIn(context: FileContext): readonly Owner[] {
  let owners = known.get(context);
  if (!owners) known.set(context, (owners = findOwners(context)));
  return owners;
}

function findOwners(context: FileContext): Owner[] {
  const drafts: Draft[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') drafts.push(draftOf(context, node));
    },
  });
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'MemberExpression' && isNamed(node, 'prototype')) addPrototypeUse(context, drafts, node);
      if (node.type === 'CallExpression') addInheritance(context, drafts, node.callee, node.arguments);
    },
  });
  return drafts;
}

function draftOf(context: FileContext, node: Class): Draft {
  const draft: Draft = {
    binding: classBinding(context, node),
    node,
    methods: new Map<string, Method>(),
    parents: node.superClass ? [lastName(node.superClass)] : [],
    bases: node.superClass ? [node.superClass] : [],
    mixed: new Map(),
    mixin: undefined,
    opaque: undefined,
  };
  for (const member of node.body.body) {
    if (!('key' in member) || ('static' in member && member.static) || ('computed' in member && member.computed))
      continue;
    const key = member.key.type === 'PrivateName' ? member.key.id : member.key;
    if (key.type !== 'Identifier') continue;
    const isMethod = member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod';
    const value = isMethod ? member : 'value' in member ? member.value : undefined;
    const isArrow = value?.type === 'ArrowFunctionExpression';
    if (!value || (isMethod && member.kind !== 'method') || (!isMethod && !isArrow)) continue;
    const name = member.key.type === 'PrivateName' ? `#${key.name}` : key.name;
    addMethod(draft, { name, fn: value as MethodFunction, key, definition: member, isField: isArrow });
  }
  return draft;
}

function addMethod(draft: Draft, method: Method): void {
  if (draft.methods.has(method.name) || draft.mixed.has(method.name)) draft.opaque ??= method.definition;
  draft.methods.set(method.name, method);
}

function classBinding({ scopes, parents }: FileContext, node: Class): Binding | undefined {
  const declarator = parents.get(node)?.parent;
  if (declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier')
    return scopes.bindingOf(declarator.id);
  return node.id ? scopes.bindingOf(node.id) : undefined;
}

/** `X.prototype.m = function …` is a method of `X`; any other use of `X.prototype` hides what its methods are. */
function addPrototypeUse(context: FileContext, drafts: Draft[], prototype: MemberExpression): void {
  const draft = prototype.object.type === 'Identifier' ? draftFor(context, drafts, prototype.object) : undefined;
  if (!draft) return;
  const link = context.parents.get(prototype);
  if (link?.parent.type === 'AssignmentExpression' && link.key === 'left') {
    const base = prototypeOf(link.parent.right);
    if (base) addBase(draft, base);
    else if (draft.methods.size > 0 || !addMixin(context, draft, link.parent, link.parent.right))
      draft.opaque ??= prototype;
    return;
  }
  if (link?.parent.type === 'CallExpression' && link.index === 0 && isMixin(link.parent)) {
    const { parent: call } = link;
    const isRead = call.arguments
      .slice(1)
      .every((argument) => isEmitter(argument) || addMixin(context, draft, call, argument));
    if (!isRead) draft.opaque ??= prototype;
    return;
  }
  const method = link?.parent.type === 'MemberExpression' ? assignedMethod(context, link.parent) : undefined;
  if (method) addMethod(draft, method);
  else if (!isHarmless(context, prototype)) draft.opaque ??= prototype;
}

function draftFor({ scopes, ...context }: FileContext, drafts: Draft[], name: Identifier): Draft | undefined {
  const binding = scopes.bindingOf(name);
  if (!binding) return undefined;
  const found = drafts.find((draft) => draft.binding === binding);
  const node = found ? undefined : constructorOf({ scopes, ...context }, binding);
  if (!node) return found;
  const methods = new Map<string, Method>();
  const own = { methods, parents: [], bases: [], mixed: new Map(), mixin: undefined, opaque: undefined };
  const draft: Draft = { binding, node, ...own };
  drafts.push(draft);
  return draft;
}

/** A function, also that of `var Store = module.exports = function () {}`. */
function constructorOf(context: FileContext, binding: Binding): FunctionNode | undefined {
  const fn = functionOfBinding(context, binding);
  if (fn || !isFixed(binding)) return fn;
  const parent = context.parents.get(binding.declarations[0]!)?.parent;
  const value = parent?.type === 'VariableDeclarator' && parent.init ? finalValue(parent.init) : undefined;
  return value?.type === 'FunctionExpression' ? value : undefined;
}

function addBase(draft: Draft, base: Node): void {
  draft.parents.push(lastName(base));
  draft.bases.push(base);
}

/** `Object.assign(X.prototype, { … })`. */
const isMixin = ({ callee }: CallExpression): boolean => /^(?:assign|_?extend)$/.test(lastName(callee));

/** `EventEmitter.prototype`: what it has takes no callback for one result. */
function isEmitter(node: Node): boolean {
  const base = prototypeOf(node);
  return base !== undefined && /^(?:EventEmitter\d?|EE|Emitter)$/.test(lastName(base));
}

/** What an object literal puts on a prototype, in a statement of the file itself. */
function addMixin({ parents }: FileContext, draft: Draft, change: Node, object: Node): boolean {
  const statement = parents.get(change)?.parent;
  if (statement?.type !== 'ExpressionStatement' || parents.get(statement)?.parent.type !== 'Program') return false;
  if (object.type !== 'ObjectExpression') return false;
  draft.mixin ??= change;
  for (const member of object.properties) {
    if (member.type === 'SpreadElement' || member.computed || member.key.type !== 'Identifier') return false;
    const { name } = member.key;
    const isAccessor = member.type === 'ObjectMethod' && member.kind !== 'method';
    if (isAccessor || draft.methods.has(name) || draft.mixed.has(name)) return false;
    const value = member.type === 'ObjectMethod' ? member : member.value;
    draft.mixed.set(name, isFunctionNode(value) ? value : undefined);
  }
  return true;
}

/** The statement `X.prototype.m = function …;`. */
function assignedMethod({ parents }: FileContext, member: MemberExpression): Method | undefined {
  const link = parents.get(member);
  if (member.computed || member.property.type !== 'Identifier') return undefined;
  if (link?.parent.type !== 'AssignmentExpression' || link.key !== 'left' || link.parent.operator !== '=')
    return undefined;
  const fn = link.parent.right;
  const definition = parents.get(link.parent)?.parent;
  const isAlone = definition?.type === 'ExpressionStatement' && parents.get(definition)?.parent.type === 'Program';
  if (!isAlone || fn.type !== 'FunctionExpression') return undefined;
  return { name: member.property.name, fn, key: member.property, definition, isField: false };
}

/** Reading a method, setting one that is no function, `X.prototype.m.call(this)`, `inherits` and the like. */
function isHarmless(context: FileContext, prototype: MemberExpression): boolean {
  const link = context.parents.get(prototype);
  if (link?.parent.type === 'MemberExpression') return !link.parent.computed || isSymbol(context, link.parent.property);
  if (link?.parent.type !== 'CallExpression') return false;
  const { callee, arguments: args } = link.parent;
  // Uses of a property are found by its name.
  if (lastName(callee) === 'defineProperty') return args[1]?.type === 'StringLiteral' || isSymbol(context, args[1]);
  return /^(?:setPrototypeOf|inherits|create)$/.test(lastName(callee));
}

/** `Symbol.iterator`, `inspect.custom`, and a variable that holds such a key: no name of a method. */
function isSymbol({ scopes, parents }: FileContext, key: Node | undefined): boolean {
  if (key?.type === 'MemberExpression')
    return isNamed(key, 'custom') || (key.object.type === 'Identifier' && key.object.name === 'Symbol');
  const binding = key?.type === 'Identifier' ? scopes.bindingOf(key) : undefined;
  const parent = binding && isFixed(binding) ? parents.get(binding.declarations[0]!)?.parent : undefined;
  const init = parent?.type === 'VariableDeclarator' ? parent.init : undefined;
  if (init?.type === 'MemberExpression') return isSymbol({ scopes, parents } as FileContext, init);
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier') return false;
  const [first] = init.arguments;
  const isPackage = init.callee.name === 'require' && first?.type === 'StringLiteral' && first.value.includes('symbol');
  return init.callee.name === 'Symbol' || isPackage;
}

/** `Base` of `Object.create(Base.prototype)`, `new Base()`, `Base.prototype`. */
function prototypeOf(node: Node): Node | undefined {
  if (node.type === 'NewExpression') return node.callee;
  if (node.type === 'MemberExpression' && isNamed(node, 'prototype')) return node.object;
  if (node.type !== 'CallExpression' || lastName(node.callee) !== 'create') return undefined;
  return node.arguments[0] && prototypeOf(node.arguments[0]);
}

/** `util.inherits(X, Base)`, `Object.setPrototypeOf(X.prototype, Base.prototype)`. */
function addInheritance(context: FileContext, drafts: Draft[], callee: Node, args: readonly Node[]): void {
  if (!/^(?:inherits|setPrototypeOf)$/.test(lastName(callee))) return;
  const [heir, base] = args.map((node) =>
    node.type === 'MemberExpression' && isNamed(node, 'prototype') ? node.object : node,
  );
  const draft = heir?.type === 'Identifier' ? draftFor(context, drafts, heir) : undefined;
  if (draft) addBase(draft, base ?? draft.node);
}

const isNamed = ({ computed, property }: MemberExpression, name: string): boolean =>
  !computed && property.type === 'Identifier' && property.name === name;
