import type { CallExpression, Identifier, MemberExpression, NewExpression, Node } from '@babel/types';
import type { ProfileFunction, ProfileMember, ProfileShape } from '../../core/index.js';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { moduleOf, type ModuleBinding } from '../module-binding.js';
import type { ActiveProfile } from './libraries.js';
import { ownerAround, ownerOfThis } from './owner.js';
import { MultiMap } from '../../core/multi-map.js';

/** A value of a library whose members are known. */
export interface KnownShape {
  readonly active: ActiveProfile;
  /** Name of the shape in the profile. */
  readonly name: string;
  readonly shape: ProfileShape;
}

/** A function or method of a library. */
export interface LibraryFunction {
  readonly active: ActiveProfile;
  readonly fn: ProfileFunction;
  /** Its last name; empty for a value that is called itself. */
  readonly name: string;
}

const known = new WeakMap<FileContext, Map<Node, KnownShape | undefined>>();

/** The library function that a call calls; `undefined` when nothing is known of it. */
export function libraryFunctionOf(
  context: FileContext,
  { callee }: CallExpression | NewExpression,
): LibraryFunction | undefined {
  if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier') {
    const object = shapeOf(context, callee.object);
    const fn = object && functionIn(object.shape, callee.property.name);
    if (fn) return { active: object.active, fn, name: callee.property.name };
  }
  const imported = callee.type === 'Identifier' ? moduleOf(context, callee) : undefined;
  if (imported?.member !== undefined) {
    const module = moduleShape(context, imported.specifier);
    const fn = module && functionIn(module.shape, imported.member);
    if (fn) return { active: module.active, fn, name: imported.member };
  }
  const itself = shapeOf(context, callee);
  return itself?.shape.call && { active: itself.active, fn: itself.shape.call, name: '' };
}

/** The shape of what an expression gives, as far as a profile tells. */
export function shapeOf(context: FileContext, node: Node): KnownShape | undefined {
  let shapes = known.get(context);
  if (!shapes) known.set(context, (shapes = new Map<Node, KnownShape | undefined>()));
  if (!shapes.has(node)) {
    // What is defined by itself is not known.
    shapes.set(node, undefined);
    shapes.set(node, findShape(context, node));
  }
  return shapes.get(node);
}

function findShape(context: FileContext, node: Node): KnownShape | undefined {
  const module = moduleOf(context, node);
  if (module?.specifier.startsWith('.')) return importedShape(context, module);
  if (module) {
    const whole = moduleShape(context, module.specifier);
    return module.member === undefined ? whole : whole && shapeOfMember(whole, whole.shape.members?.[module.member]);
  }
  switch (node.type) {
    case 'Identifier':
      return shapeOfName(context, node);
    case 'MemberExpression':
      return shapeOfProperty(context, node);
    case 'CallExpression': {
      const called = libraryFunctionOf(context, node);
      return called?.fn.gives === undefined ? undefined : shapeNamed(called.active, called.fn.gives);
    }
    case 'NewExpression': {
      const made = shapeOf(context, node.callee);
      return made?.shape.new === undefined ? undefined : shapeNamed(made.active, made.shape.new);
    }
    case 'AwaitExpression':
      return shapeOfAwaited(context, node.argument);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return shapeOf(context, node.expression);
    default:
      return undefined;
  }
}

function importedShape(context: FileContext, name: ModuleBinding): KnownShape | undefined {
  const found = context.libraries.imported(name);
  const active = found && context.libraries.profileOf(found.module);
  return active && shapeNamed(active, found.shape);
}

function moduleShape(context: FileContext, specifier: string): KnownShape | undefined {
  const active = context.libraries.profileOf(specifier);
  return active && shapeNamed(active, active.profile.parts?.[specifier] ?? 'module');
}

function shapeNamed(active: ActiveProfile, name: string): KnownShape | undefined {
  const shape = active.profile.shapes?.[name];
  return shape && { active, name, shape };
}

const shapeOfMember = ({ active }: KnownShape, member: ProfileMember | undefined): KnownShape | undefined =>
  member && 'is' in member ? shapeNamed(active, member.is) : undefined;

function functionIn({ members = {}, others }: ProfileShape, name: string): ProfileFunction | undefined {
  const member = Object.hasOwn(members, name) ? members[name] : others;
  return member && 'callback' in member ? member : undefined;
}

/** A variable that holds the same kind of value whatever is assigned to it; `null` says nothing. */
function shapeOfName(context: FileContext, identifier: Identifier): KnownShape | undefined {
  const binding = context.scopes.bindingOf(identifier);
  if (binding?.declarations.length !== 1) return undefined;
  if (binding.kind === 'param') return shapeOfParameter(context, binding);
  const sources = binding.references
    .filter(({ kind }) => kind !== 'read')
    .map(({ identifier: written }) => sourceOf(context, written));
  const declared = sourceOf(context, binding.declarations[0]!);
  return agreed(context, declared === 'none' ? sources : [declared, ...sources]);
}

/** What is assigned where a variable stands on the left; `none` for a declaration without a value. */
function sourceOf(context: FileContext, written: Node): Node | 'none' | undefined {
  const link = context.parents.get(written);
  if (link?.parent.type === 'VariableDeclarator' && link.key === 'id') return link.parent.init ?? 'none';
  if (link?.parent.type === 'AssignmentExpression' && link.key === 'left' && link.parent.operator === '=')
    return link.parent.right;
  return undefined;
}

function agreed(context: FileContext, sources: readonly (Node | 'none' | undefined)[]): KnownShape | undefined {
  let found: KnownShape | undefined;
  for (const source of sources) {
    if (source === undefined) return undefined;
    if (source === 'none' || source.type === 'NullLiteral') continue;
    const shape = shapeOf(context, source);
    if (!shape || (found && found.shape !== shape.shape)) return undefined;
    found = shape;
  }
  return found;
}

/** `client` of `MongoClient.connect(url, function (err, client) { … })`. */
function shapeOfParameter(context: FileContext, binding: Binding): KnownShape | undefined {
  if (binding.references.some(({ kind }) => kind !== 'read')) return undefined;
  const fn = context.parents.get(binding.declarations[0]!)?.parent;
  const call = fn && context.parents.get(fn)?.parent;
  if (!isFunctionNode(fn) || call?.type !== 'CallExpression') return undefined;
  const called = libraryFunctionOf(context, call);
  if (!called || !isCallback(called.fn, call, fn)) return undefined;
  const at = fn.params.findIndex((param) => param === binding.declarations[0]);
  return valueShape(called, called.fn.convention === 'value' ? at : at - 1);
}

const isCallback = ({ callback }: ProfileFunction, { arguments: args }: CallExpression, fn: Node): boolean =>
  callback === 'last' ? args.at(-1) === fn : callback !== 'none' && callback.some((at) => args[at] === fn);

function valueShape({ active, fn }: LibraryFunction, at: number): KnownShape | undefined {
  const name = fn.values?.[at];
  const shape = name === undefined ? undefined : fn.valueShapes?.[name];
  return shape === undefined ? undefined : shapeNamed(active, shape);
}

/** `await MongoClient.connect(url)`, `await task.method(MongoClient, 'connect', url)`. */
function shapeOfAwaited(context: FileContext, argument: Node): KnownShape | undefined {
  if (argument.type !== 'CallExpression') return undefined;
  const called = libraryFunctionOf(context, argument) ?? bridgedFunction(context, argument);
  return called && valueShape(called, 0);
}

function bridgedFunction(
  context: FileContext,
  { callee, arguments: [object, name] }: CallExpression,
): LibraryFunction | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  if (callee.property.name !== 'method' || name?.type !== 'StringLiteral' || !object) return undefined;
  const shape = shapeOf(context, object);
  const fn = shape && functionIn(shape.shape, name.value);
  return fn && { active: shape.active, fn, name: name.value };
}

/** A member of a known value, or a property of `this` that its class, and the file, only ever give such values. */
function shapeOfProperty(context: FileContext, node: MemberExpression): KnownShape | undefined {
  if (node.computed || node.property.type !== 'Identifier') return undefined;
  const object = shapeOf(context, node.object);
  if (object) return shapeOfMember(object, object.shape.members?.[node.property.name]);
  if (node.object.type !== 'ThisExpression') return undefined;
  const owner = ownerOfThis(context, node);
  const sources = assignedProperties(context).listOf(node.property.name);
  const isItsOwn = owner !== undefined && sources.some((source) => ownerAround(context, source) === owner);
  return isItsOwn ? agreed(context, sources) : undefined;
}

const assigned = new WeakMap<FileContext, MultiMap<string, Node>>();

/** What the file assigns to properties of `this`, by their names. */
function assignedProperties(context: FileContext): MultiMap<string, Node> {
  const known = assigned.get(context);
  if (known) return known;
  const properties = new MultiMap<string, Node>();
  assigned.set(context, properties);
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return;
      const { property } = node.left;
      if (node.left.computed || property.type !== 'Identifier') return;
      properties.add(property.name, node.right);
    },
  });
  return properties;
}
