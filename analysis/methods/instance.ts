import type { Class, Function as FunctionNode, MemberExpression, Node } from '@babel/types';
import { isFieldValue, isFunctionNode } from '../../syntax/walk.js';
import type { Binding } from '../../syntax/scope.js';
import type { FileContext } from '../file-context.js';
import { thisHeldBy } from '../self.js';
import { ownersIn } from './find-owners.js';
import type { Method, Owner } from './owner.js';

/** The class whose instance an expression stands for: `this` in a method, and `self` where it was set to that. */
export function instanceOf(context: FileContext, node: Node): Owner | undefined {
  if (node.type === 'ThisExpression') return ownerOfThis(context, node);
  if (node.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(node);
  const isSetOnce = binding?.declarations.length === 1 && binding.references.every(({ kind }) => kind === 'read');
  const held = isSetOnce ? thisHeldBy(context, node) : undefined;
  return held && ownerOfThis(context, held);
}

/** The method that `this.onFetch` or `self.onFetch` stands for. */
export function methodOf(context: FileContext, node: Node): { method: Method; owner: Owner } | undefined {
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const owner = instanceOf(context, node.object);
  const method = owner?.methods.get(memberName(node) ?? '');
  return owner && method && { method, owner };
}

/** `onFetch` of `this.onFetch`, `#onFetch` of `this.#onFetch`. */
export function memberName({ computed, property }: MemberExpression): string | undefined {
  if (property.type === 'PrivateName') return `#${property.id.name}`;
  return !computed && property.type === 'Identifier' ? property.name : undefined;
}

function ownerOfThis(context: FileContext, node: Node): Owner | undefined {
  let inner = node;
  for (const parent of context.parents.ancestors(node)) {
    if (parent.type === 'ClassBody' || parent.type === 'StaticBlock') return undefined;
    const key = context.parents.get(inner)?.key ?? '';
    if (isFieldValue(parent, key))
      return 'static' in parent && parent.static ? undefined : ownerOfMember(context, parent);
    if (isFunctionNode(parent) && parent.type !== 'ArrowFunctionExpression') return ownerOfFunction(context, parent);
    inner = parent;
  }
  return undefined;
}

/** The class of whose instances a function is a method or the constructor. */
export function ownerOfFunction(context: FileContext, fn: FunctionNode): Owner | undefined {
  if (fn.type === 'ClassMethod' || fn.type === 'ClassPrivateMethod')
    return fn.static ? undefined : ownerOfMember(context, fn);
  return ownersIn(context).find(
    ({ node, methods, mixed }) =>
      node === fn ||
      [...methods.values()].some((method) => method.fn === fn && !method.isField) ||
      (fn.type !== 'ArrowFunctionExpression' && [...mixed.values()].includes(fn)),
  );
}

function ownerOfMember(context: FileContext, member: Node): Owner | undefined {
  const body = context.parents.get(member)?.parent;
  const node = body && (context.parents.get(body)?.parent as Class | undefined);
  return ownersIn(context).find((owner) => owner.node === node);
}

/** `this.m` of `this.m.bind(this)`. */
export function boundMember(context: FileContext, node: Node): MemberExpression | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1) return undefined;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'bind') return undefined;
  const { object } = callee;
  if (object.type !== 'MemberExpression') return undefined;
  const owner = instanceOf(context, object.object);
  return owner && instanceOf(context, node.arguments[0]!) === owner ? object : undefined;
}

/** The class of an object: of `this` and `self`, of `new X()`, and of a variable that holds nothing else. */
export function objectOwner(context: FileContext, node: Node): Owner | undefined {
  const made = madeBy(context, node);
  return made ? ownersIn(context).find(({ binding }) => binding === made) : instanceOf(context, node);
}

/** `X` of `new X()`, and of a variable that was given such an object where it is declared. */
function madeBy({ scopes, parents }: FileContext, node: Node): Binding | undefined {
  if (node.type === 'NewExpression')
    return node.callee.type === 'Identifier' ? scopes.bindingOf(node.callee) : undefined;
  const [declared] = (node.type === 'Identifier' && scopes.bindingOf(node)?.declarations) || [];
  const declarator = declared && parents.get(declared)?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init?.type !== 'NewExpression') return undefined;
  const { callee } = declarator.init;
  return callee.type === 'Identifier' ? scopes.bindingOf(callee) : undefined;
}
