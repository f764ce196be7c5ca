import type { Class, Identifier, MemberExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { Binding } from '../../syntax/scope.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import type { Draft, Method, MethodFunction, Owner } from './owner.js';

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
  if (draft.methods.has(method.name)) draft.opaque ??= method.definition;
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
    const parent = prototypeOf(link.parent.right);
    if (parent) draft.parents.push(parent);
    else draft.opaque ??= prototype;
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
  const node = found ? undefined : functionOfBinding({ scopes, ...context }, binding);
  if (!node) return found;
  const draft: Draft = { binding, node, methods: new Map<string, Method>(), parents: [], opaque: undefined };
  drafts.push(draft);
  return draft;
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
  if (link?.parent.type === 'MemberExpression') return !link.parent.computed;
  return (
    link?.parent.type === 'CallExpression' && /^(?:setPrototypeOf|inherits|create)$/.test(lastName(link.parent.callee))
  );
}

/** `Base` of `Object.create(Base.prototype)`, `new Base()`, `Base.prototype`. */
function prototypeOf(node: Node): string | undefined {
  if (node.type === 'NewExpression') return lastName(node.callee);
  if (node.type === 'MemberExpression' && isNamed(node, 'prototype')) return lastName(node.object);
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
  if (draft) draft.parents.push(base ? lastName(base) : '');
}

const isNamed = ({ computed, property }: MemberExpression, name: string): boolean =>
  !computed && property.type === 'Identifier' && property.name === name;

function lastName(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (isFunctionNode(node) || node.type !== 'MemberExpression' || node.computed) return '';
  return node.property.type === 'Identifier' ? node.property.name : '';
}
