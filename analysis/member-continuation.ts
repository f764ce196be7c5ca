import type { Function as FunctionNode, Identifier, JSXIdentifier, MemberExpression, Node } from '@babel/types';
import type { Binding, Reference } from '../syntax/scope.js';
import type { Continuation } from './continuation.js';
import type { FileContext } from './file-context.js';
import { MultiMap } from '../core/multi-map.js';

/** Names of members through which a request is completed: `req.callback(err)`. */
const MEMBER_NAME = /^_?(?:cb|callback|done)$/;

const known = new WeakMap<FileContext, Map<Binding, Map<string, Binding>>>();

/**
 * The ways in which a function completes through a callback that one of its arguments carries. The member is read when
 * it is called, so that `this` and later changes hold.
 */
export function memberContinuationsOf(context: FileContext, fn: FunctionNode): Continuation[] {
  return fn.params.flatMap((param, at) => {
    const holder = param.type === 'Identifier' ? context.scopes.bindingOf(param) : undefined;
    return holder ? [...membersOf(context, holder).values()].map((member) => continuation(holder, member, at)) : [];
  });
}

function continuation(holder: Binding, member: Binding, at: number): Continuation {
  const args = holder.name === 'args' ? 'values' : 'args';
  const delivered = `(...${args}) => ${member.name}(...${args})`;
  return { parameter: undefined, at, names: new Set([member]), delivered, tolerant: false };
}

/** What an identifier completes through: the member in which it stands, such as `req` in `req.callback`, or itself. */
export function continuationBindingOf(
  context: FileContext,
  identifier: Identifier | JSXIdentifier,
): Binding | undefined {
  const binding = context.scopes.bindingOf(identifier);
  const name = binding && memberName(context.parents.get(identifier)?.parent, identifier);
  return (name !== undefined && membersOf(context, binding!).get(name)) || binding;
}

/** The member of a call's callee, as a name of its own. */
export const calledMember = (context: FileContext, callee: MemberExpression): Binding | undefined =>
  callee.object.type === 'Identifier' && memberName(callee, callee.object) !== undefined
    ? continuationBindingOf(context, callee.object)
    : undefined;

/** The members of a parameter that are called as callbacks; none when the parameter or the member is set somewhere. */
function membersOf(context: FileContext, holder: Binding): Map<string, Binding> {
  let holders = known.get(context);
  if (!holders) known.set(context, (holders = new Map<Binding, Map<string, Binding>>()));
  let members = holders.get(holder);
  if (!members) holders.set(holder, (members = findMembers(context, holder)));
  return members;
}

function findMembers(context: FileContext, holder: Binding): Map<string, Binding> {
  const members = new Map<string, Binding>();
  if (holder.kind !== 'param' || holder.references.some(({ kind }) => kind !== 'read')) return members;
  const uses = new MultiMap<string, Reference>();
  for (const reference of holder.references) {
    const name = memberName(context.parents.get(reference.identifier)?.parent, reference.identifier);
    if (name !== undefined) uses.add(name, reference);
  }
  for (const [name, references] of uses) {
    const places = references.map(({ identifier }) => placeOf(context, identifier));
    if (places.includes('set') || !places.includes('called')) continue;
    members.set(name, { ...holder, name: `${holder.name}.${name}`, references });
  }
  return members;
}

function memberName(parent: Node | undefined, object: Node): string | undefined {
  if (parent?.type !== 'MemberExpression' || parent.computed || parent.object !== object) return undefined;
  return parent.property.type === 'Identifier' && MEMBER_NAME.test(parent.property.name)
    ? parent.property.name
    : undefined;
}

function placeOf(context: FileContext, identifier: Node): 'called' | 'set' | 'read' {
  const member = context.parents.get(identifier)!.parent;
  const link = context.parents.get(member);
  if (link?.parent.type === 'CallExpression' && link.key === 'callee') return 'called';
  return link?.parent.type === 'AssignmentExpression' && link.key === 'left' ? 'set' : 'read';
}
