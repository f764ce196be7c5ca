import type { CallExpression, MemberExpression, Node } from '@babel/types';
import type { ObjectPath } from '../../core/index.js';
import { walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { moduleOf } from '../module-binding.js';
import { ownersIn } from './find-owners.js';
import { instanceOf, memberName } from './instance.js';
import { isSet } from './places.js';
import { keysOf } from './plain-object.js';
import { isNothing, objectPathOf } from './object-path.js';
import type { Owner } from './owner.js';
import { MultiMap } from '../../core/multi-map.js';

/** What the code of a class does with its own objects. */
export interface OwnFields {
  readonly fields: MultiMap<string, ObjectPath | undefined>;
  /** True when it sets members whose names it does not tell. */
  open: boolean;
}

/** Collects what the classes of a file set on their own objects. */
export function ownFields(context: FileContext): Map<Owner, OwnFields> {
  const found = new Map<Owner, OwnFields>();
  const at = (owner: Owner): OwnFields => {
    if (!found.has(owner)) found.set(owner, { fields: new MultiMap(), open: false });
    return found.get(owner)!;
  };
  walk(context.file.ast, {
    enter(node) {
      const owner = node.type === 'MemberExpression' && isSet(context, node) && instanceOf(context, node.object);
      if (owner) addField(context, at(owner), node);
      else if (node.type === 'CallExpression') addCall(context, node, at);
      else if (
        node.type === 'TSParameterProperty' ||
        node.type === 'ClassProperty' ||
        node.type === 'ClassPrivateProperty'
      )
        addDeclared(context, node, at);
    },
  });
  return found;
}

function addField(context: FileContext, inside: OwnFields, member: MemberExpression): void {
  const name = memberName(member);
  const link = context.parents.get(member);
  if (name === undefined) {
    inside.open = true;
    return;
  }
  const assignment =
    link?.parent.type === 'AssignmentExpression' && link.parent.operator === '=' ? link.parent : undefined;
  if (assignment && isNothing(assignment.right)) return;
  addPath(inside, name, assignment && objectPathOf(context, assignment.right));
}

function addPath({ fields }: OwnFields, name: string, path: ObjectPath | undefined): void {
  fields.add(name, path);
}

/** `store = new Store();` in a class, and `constructor(private store: Store)`. */
function addDeclared(context: FileContext, node: Node, at: (owner: Owner) => OwnFields): void {
  if (node.type === 'TSParameterProperty') {
    const name = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter;
    const owner = ownerAround(context, node);
    if (owner && name.type === 'Identifier') addPath(at(owner), name.name, undefined);
    return;
  }
  if (node.type !== 'ClassProperty' && node.type !== 'ClassPrivateProperty') return;
  const owner = ownerAround(context, node);
  if (!owner || node.static) return;
  const { key, value } = node;
  const name = key.type === 'PrivateName' ? `#${key.id.name}` : key.type === 'Identifier' ? key.name : undefined;
  if (name === undefined || ('computed' in node && node.computed)) at(owner).open = true;
  else if (value && !isNothing(value) && !owner.methods.has(name))
    addPath(at(owner), name, objectPathOf(context, value));
}

function ownerAround(context: FileContext, node: Node): Owner | undefined {
  const around = [...context.parents.ancestors(node)];
  return ownersIn(context).find(
    (owner) => owner.node === around.find(({ type }) => /^Class(?:Declaration|Expression)$/.test(type)),
  );
}

/** `Object.assign(this, { … })`, and functions that get `this` as theirs. */
function addCall(context: FileContext, call: CallExpression, at: (owner: Owner) => OwnFields): void {
  const { callee, arguments: args } = call;
  const [first, ...others] = args;
  const owner = first && instanceOf(context, first);
  if (!owner) return;
  const name =
    callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : '';
  if (name && /^(?:assign|assignIn|_?extend|extendOwn|mixin|merge|defaults|defineProperties)$/.test(name)) {
    for (const source of others) {
      const keys = source.type === 'ObjectExpression' ? keysOf(source) : [undefined];
      for (const key of keys) {
        if (key === undefined) at(owner).open = true;
        else addPath(at(owner), key, undefined);
      }
    }
  } else if (name === 'defineProperty') {
    const [key] = others;
    if (key?.type === 'StringLiteral') addPath(at(owner), key.value, undefined);
    else at(owner).open = true;
  } else if (name === 'setPrototypeOf') at(owner).open = true;
  else if (callee.type === 'MemberExpression' && /^(?:call|apply)$/.test(name ?? ''))
    addBorrowed(context, callee, owner, at);
}

/** `Base.call(this)` of what it inherits from is known; another function may set anything. */
function addBorrowed(
  context: FileContext,
  { object }: MemberExpression,
  owner: Owner,
  at: (owner: Owner) => OwnFields,
): void {
  const of =
    object.type === 'MemberExpression' && object.object.type === 'MemberExpression' ? object.object.object : object;
  const text = (node: Node): string => context.file.source.text.slice(node.start!, node.end!);
  const isBase =
    owner.bases.some((base) => text(base) === text(of)) ||
    (of.type === 'Identifier' && context.scopes.bindingOf(of) === owner.binding);
  const module = moduleOf(context, of) ?? (of.type === 'MemberExpression' ? moduleOf(context, of.object) : undefined);
  const isGlobal = of.type === 'Identifier' && !context.scopes.bindingOf(of);
  const isProject = module === undefined ? !isGlobal : module.specifier.startsWith('.');
  const mayBeConstructor = of !== object || /^[A-Z]|\.[A-Z]\w*$/.test(text(of));
  if (!isBase && isProject && mayBeConstructor) at(owner).open = true;
}
