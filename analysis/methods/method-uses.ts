import type { Identifier, MemberExpression, Node, Statement } from '@babel/types';
import { findNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { ownersIn } from './find-owners.js';
import { boundMember, instanceOf, methodOf, objectOwner } from './instance.js';
import { memberAt, placesOf } from './places.js';
import { isClosed } from './reach.js';
import type { Method, Owner } from './owner.js';

/** Where a method is used, when the file shows every place: each of them means this method of this class. */
export interface MethodUses {
  /** The names in `this.onFetch`, as far as they are no part of `binds`. */
  readonly uses: readonly Identifier[];
  /** `this.onFetch = this.onFetch.bind(this);` */
  readonly binds: readonly Statement[];
  /** A place that may mean this method and was not understood: it is called, replaced or overridden there. */
  readonly obstacle: Node | undefined;
}

const known = new WeakMap<Method, MethodUses>();

/** Looks at every place of the file where the name of a method stands. */
export function usesOfMethod(context: FileContext, owner: Owner, method: Method): MethodUses {
  let uses = known.get(method);
  if (!uses) known.set(method, (uses = findUses(context, owner, method)));
  return uses;
}

function findUses(context: FileContext, owner: Owner, method: Method): MethodUses {
  // Of a class whose objects are all known, a member of another object is none.
  const closed = isClosed(context, owner);
  const uses: Identifier[] = [];
  const binds: Statement[] = [];
  let obstacle = owner.opaque ?? owner.mixin ?? hiddenUse(context, owner) ?? unknownParent(context, owner);
  for (const place of placesOf(context, method.name)) {
    if (place === method.key) continue;
    const member = memberAt(context, place);
    const bind = member && boundInPlace(context, member, method);
    if (bind) binds.push(bind);
    else if (member && methodOf(context, member)?.method === method && !isWritten(context, member))
      uses.push(place as Identifier);
    else if (!closed || (member && isOfOwner(context, member, owner))) obstacle ??= place;
  }
  // Both names of `this.m = this.m.bind(this)` were found.
  return { uses, binds: [...new Set(binds)], obstacle };
}

/** `this.m`, `new X().m`, `X.prototype.m`. */
function isOfOwner(context: FileContext, { object }: MemberExpression, owner: Owner): boolean {
  if (objectOwner(context, object) === owner) return true;
  const of = object.type === 'MemberExpression' && object.object.type === 'Identifier' ? object.object : undefined;
  return of !== undefined && context.scopes.bindingOf(of) === owner.binding;
}

function isWritten({ parents }: FileContext, member: MemberExpression): boolean {
  const link = parents.get(member);
  return (
    (link?.parent.type === 'AssignmentExpression' && link.key === 'left') ||
    (link?.parent.type === 'UnaryExpression' && link.parent.operator === 'delete')
  );
}

/** The statement `this.m = this.m.bind(this)` in which a member stands. */
function boundInPlace(context: FileContext, member: MemberExpression, method: Method): Statement | undefined {
  for (const parent of context.parents.ancestors(member)) {
    if (parent.type !== 'ExpressionStatement') continue;
    const { expression } = parent;
    if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return undefined;
    const { left, right } = expression;
    const bound = boundMember(context, right);
    const isBoth = bound && methodOf(context, bound)?.method === method && methodOf(context, left)?.method === method;
    return isBoth ? parent : undefined;
  }
  return undefined;
}

/** `this[name]`: any method may be meant. */
function hiddenUse(context: FileContext, owner: Owner): Node | undefined {
  return findNode(
    context.file.ast,
    (node) =>
      node.type === 'MemberExpression' &&
      node.computed &&
      !/^(?:String|Numeric)Literal$/.test(node.property.type) &&
      instanceOf(context, node.object) === owner,
  );
}

/** What is inherited from elsewhere may call methods by their names; event emitters do not. */
function unknownParent(context: FileContext, { parents, node }: Owner): Node | undefined {
  const isKnown = (name: string): boolean =>
    /^(?:EventEmitter\d?|EE|Emitter|Object|events)$/.test(name) ||
    ownersIn(context).some(({ binding }) => binding?.name === name);
  return parents.every(isKnown) ? undefined : node;
}
