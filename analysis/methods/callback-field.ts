import type { Function as FunctionNode, Identifier, MemberExpression, Node, Statement } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import type { Binding } from '../../syntax/scope.js';
import type { Continuation } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { instanceOf, memberName, objectOwner, ownerOfFunction } from './instance.js';
import { usesOfMethod } from './method-uses.js';
import type { Method, Owner } from './owner.js';
import { memberAt, placesOf } from './places.js';
import { isClosed } from './reach.js';

/** A callback that a method keeps for other methods: `this.callback = callback`. */
export interface CallbackField {
  readonly owner: Owner;
  /** The method that gets the callback. */
  readonly entry: FunctionNode;
  /** The field as something with a name and uses: the names in `this.callback` where it is read. */
  readonly binding: Binding;
  /** Variables that hold what the field holds. */
  readonly aliases: readonly Binding[];
  /** Statements that do nothing but carry the callback: they set the field, clear it, or put it into a variable. */
  readonly carrying: readonly Node[];
  /** A place that uses the field in a way that was not understood. */
  readonly obstacle: Node | undefined;
  /** True unless each object is surely used for one call: a second call would set the field while the first needs it. */
  readonly isShared: boolean;
}

/** The continuation of a method that keeps its callback in a field: other methods complete it through that field. */
export function withCallbackField(
  context: FileContext,
  fn: FunctionNode,
  continuation: Continuation,
): Continuation | undefined {
  const field = callbackFieldOf(context, fn, continuation);
  return field && { ...continuation, names: new Set([...continuation.names, field.binding, ...field.aliases]) };
}

/** The field in which a method keeps the callback that it gets. */
function callbackFieldOf(
  context: FileContext,
  fn: FunctionNode,
  { parameter }: Continuation,
): CallbackField | undefined {
  const owner = ownerOfFunction(context, fn);
  const stores =
    owner && parameter ? parameter.references.flatMap(({ identifier }) => storeOf(context, identifier, fn) ?? []) : [];
  const [store, ...others] = stores;
  if (!owner || !store || others.length > 0) return undefined;
  let field = known.get(store.statement);
  if (!field) known.set(store.statement, (field = readField(context, owner, fn, store)));
  return field;
}

const known = new WeakMap<Statement, CallbackField>();
const fields = new WeakMap<Binding, CallbackField>();
const names = new WeakMap<Node, Binding>();

/** The field that stands for a continuation, if it is one. */
export const fieldOf = (binding: Binding): CallbackField | undefined => fields.get(binding);

/** What `this.callback` completes through, as far as the field was recognised. */
export function fieldBindingOf(member: Node): Binding | undefined {
  if (member.type !== 'MemberExpression' || member.computed) return undefined;
  return names.get(nameIn(member));
}

/** The name in `this.callback` and `this.#callback`. */
export const nameIn = ({ property }: MemberExpression): Identifier =>
  property.type === 'PrivateName' ? property.id : (property as Identifier);

/** `this.callback = callback;` at the top of a method. */
function storeOf(
  context: FileContext,
  value: Node,
  fn: FunctionNode,
): { member: MemberExpression; statement: Statement } | undefined {
  const link = context.parents.get(value);
  if (link?.parent.type !== 'AssignmentExpression' || link.key !== 'right' || link.parent.operator !== '=')
    return undefined;
  const { left } = link.parent;
  const statement = context.parents.get(link.parent)?.parent;
  if (statement?.type !== 'ExpressionStatement' || context.parents.get(statement)?.parent !== fn.body) return undefined;
  return left.type === 'MemberExpression' && !left.computed && instanceOf(context, left.object)
    ? { member: left, statement }
    : undefined;
}

function readField(
  context: FileContext,
  owner: Owner,
  entry: FunctionNode,
  store: { member: MemberExpression; statement: Statement },
): CallbackField {
  const name = memberName(store.member)!;
  const reads: Identifier[] = [];
  const carrying: Node[] = [store.statement];
  const aliases: Binding[] = [];
  let obstacle: Node | undefined;
  for (const place of placesOf(context, name)) {
    const member = memberAt(context, place);
    const declared = member ? undefined : declaredAt(context, place, owner);
    if (declared) carrying.push(declared);
    if (!member || member === store.member) continue;
    const of = objectOwner(context, member.object);
    if (of !== undefined && of !== owner) continue;
    const cleared = of === owner ? clearedAt(context, member) : undefined;
    const alias = of === owner ? aliasAt(context, member) : undefined;
    if (cleared) carrying.push(cleared);
    else if (alias) {
      aliases.push(alias.binding);
      carrying.push(alias.statement);
    } else if (of === owner && instanceOf(context, member.object) === owner && !isSet(context, member))
      reads.push(place as Identifier);
    else obstacle ??= place;
  }
  const binding = pseudoBinding(context, `this.${name}`, reads);
  reads.forEach((read) => names.set(read, binding));
  const isShared = !isClosed(context, owner) || reentry(context, owner, entry) !== undefined;
  const field = { owner, entry, binding, aliases, carrying, obstacle, isShared };
  fields.set(binding, field);
  return field;
}

function pseudoBinding({ scopes }: FileContext, name: string, reads: readonly Identifier[]): Binding {
  const references = reads.map((identifier) => ({
    identifier,
    scope: scopes.scopeOf(identifier),
    binding: undefined,
    kind: 'read' as const,
    isType: false,
  }));
  return { name, kind: 'let', scope: scopes.root, declarations: [], references, sloppyBlockFunction: false };
}

const isSet = ({ parents }: FileContext, member: Node): boolean => {
  const link = parents.get(member);
  return (
    (link?.parent.type === 'AssignmentExpression' && link.key === 'left') || link?.parent.type === 'UnaryExpression'
  );
};

/** `this.callback = null;` */
function clearedAt({ parents }: FileContext, member: Node): Statement | undefined {
  const link = parents.get(member);
  if (link?.parent.type !== 'AssignmentExpression' || link.key !== 'left') return undefined;
  const { right } = link.parent;
  const isEmpty = right.type === 'NullLiteral' || (right.type === 'Identifier' && right.name === 'undefined');
  const statement = parents.get(link.parent)?.parent;
  return isEmpty && statement?.type === 'ExpressionStatement' && isInList({ parents }, statement)
    ? statement
    : undefined;
}

/** `callback = null;` in the class itself. */
function declaredAt({ parents }: FileContext, place: Node, owner: Owner): Node | undefined {
  let link = parents.get(place);
  if (link?.parent.type === 'PrivateName') link = parents.get(link.parent);
  const field = link?.parent;
  if (field?.type !== 'ClassProperty' && field?.type !== 'ClassPrivateProperty') return undefined;
  const isEmpty = !field.value || field.value.type === 'NullLiteral';
  const body = parents.get(field)?.parent;
  return isEmpty && !field.static && body && parents.get(body)?.parent === owner.node ? field : undefined;
}

/** `var callback = this.callback;` */
function aliasAt(context: FileContext, member: Node): { binding: Binding; statement: Statement } | undefined {
  const declarator = context.parents.get(member)?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== member || declarator.id.type !== 'Identifier')
    return undefined;
  const statement = context.parents.get(declarator)?.parent;
  const binding = context.scopes.bindingOf(declarator.id);
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length > 1 || !isInList(context, statement))
    return undefined;
  if (!binding || binding.declarations.length > 1 || binding.references.some(({ kind }) => kind !== 'read'))
    return undefined;
  return { binding, statement };
}

const isInList = ({ parents }: Pick<FileContext, 'parents'>, statement: Node): boolean =>
  parents.get(statement)?.parent.type === 'BlockStatement';

/** A second call of the entry on the same object would set the field while the first call still needs it. */
function reentry(context: FileContext, owner: Owner, entry: FunctionNode): Node | undefined {
  const method = [...owner.methods.values()].find(({ fn }) => fn === entry);
  if (!method) return entry;
  const inside = usesOfMethod(context, owner, method).uses[0];
  return inside ?? placesOf(context, method.name).find((place) => sharesObject(context, owner, method, place));
}

function sharesObject(context: FileContext, owner: Owner, method: Method, place: Node): boolean {
  const object = memberAt(context, place)?.object;
  if (place === method.key || !object || objectOwner(context, object) !== owner || object.type === 'NewExpression')
    return false;
  const [declared] = (object.type === 'Identifier' && context.scopes.bindingOf(object)?.declarations) || [];
  if (!declared) return true;
  const uses = context.scopes
    .bindingOf(object as Identifier)!
    .references.filter(({ identifier }) => isEntry(context, identifier, method));
  // In the block of the declaration, and not in a loop below it, the call happens once for each object.
  return uses.length > 1 || blockOf(context, declared) !== blockOf(context, object);
}

function isEntry({ parents }: FileContext, identifier: Node, method: Method): boolean {
  const parent = parents.get(identifier)?.parent;
  return parent?.type === 'MemberExpression' && memberName(parent) === method.name;
}

function blockOf({ parents }: FileContext, node: Node): Node | undefined {
  for (const parent of parents.ancestors(node))
    if (
      parent.type === 'BlockStatement' ||
      parent.type === 'Program' ||
      isFunctionNode(parent) ||
      /^(?:For|While|Do)/.test(parent.type)
    )
      return parent;
  return undefined;
}
