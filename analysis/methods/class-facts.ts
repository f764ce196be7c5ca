import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import type { ClassName, ObjectPath, PlannedFunction } from '../../core/index.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { MultiMap } from '../../core/multi-map.js';
import type { FileContext } from '../file-context.js';
import { moduleOf } from '../module-binding.js';
import { isFixed } from '../modules/exports-object.js';
import { knownDual } from '../modules/known-dual.js';
import { ownersIn } from './find-owners.js';
import { classNameOf, givenBy, same } from './object-path.js';
import { ownFields, type OwnFields } from './own-fields.js';
import type { Owner } from './owner.js';

/** A class of a file, for other files. Plain data. */
export interface ClassFact {
  /** Where the class, or the function that makes its objects, begins. */
  readonly at: number;
  readonly methods: Readonly<Record<string, MethodFact>>;
  /** Members that the class itself sets on its objects, with the object that each of them always is, if it is known. */
  readonly fields: Readonly<Record<string, ObjectPath | null>>;
  /** What it inherits from; `builtin` for a class of Node or of the language, `unknown` for what is not told. */
  readonly base: ClassName | 'none' | 'builtin' | 'unknown';
  /** True when what it inherits from makes its objects: `class X extends Base`. */
  readonly derived: boolean;
  /** True when its methods may be replaced, or its constructor gives something else, in a way that is not understood. */
  readonly open: boolean;
  /** True when calling it without `new` makes an object as well. */
  readonly callable: boolean;
}

/** A method: where its function begins, and what is known of it when it was converted before. */
export interface MethodFact {
  readonly at: number;
  readonly dual?: PlannedFunction;
  /** The object that it always gives. */
  readonly gives?: ObjectPath;
}

/** The classes of a file. */
export function classFacts(context: FileContext): ClassFact[] {
  const owners = ownersIn(context);
  if (owners.length === 0) return [];
  const inside = ownFields(context);
  return owners.map((owner) => factOf(context, owner, inside.get(owner) ?? { fields: new MultiMap(), open: false }));
}

function factOf(context: FileContext, owner: Owner, { fields, open }: OwnFields): ClassFact {
  const guard = isFunctionNode(owner.node) ? guardOf(context, owner, owner.node) : undefined;
  return {
    at: owner.node.start!,
    methods: Object.fromEntries(functionsOf(owner).map(([name, fn]) => [name, methodFact(context, fn)])),
    fields: Object.fromEntries([...fields].map(([name, paths]) => [name, same(paths) ?? null])),
    base: baseOf(context, owner),
    derived: !isFunctionNode(owner.node) && owner.bases.length > 0,
    open:
      open ||
      owner.opaque !== undefined ||
      givesOther(owner, guard) ||
      isHandedOn(context, owner) ||
      isDecorated(owner),
    callable: guard !== undefined,
  };
}

/** `@traced read(cb) { … }`: a decorator may give another function. */
function isDecorated({ node, methods }: Owner): boolean {
  const nodes: Node[] = [node, ...[...methods.values()].flatMap(({ fn, definition }) => [fn, definition])];
  return nodes.some((one) => 'decorators' in one && (one.decorators?.length ?? 0) > 0);
}

/** A member that a literal sets on the prototype and that is no function is no method, and hides one that is inherited. */
function functionsOf({ methods, mixed }: Owner): [string, FunctionNode][] {
  const own = [...methods].map(([name, { fn }]): [string, FunctionNode] => [name, fn]);
  return [...own, ...[...mixed].flatMap(([name, fn]): [string, FunctionNode][] => (fn ? [[name, fn]] : []))];
}

export function methodFact(context: FileContext, fn: FunctionNode): MethodFact {
  const dual = knownDual(context, fn);
  const gives = givenBy(context, fn);
  return { at: fn.start!, ...(dual && { dual }), ...(gives && { gives }) };
}

const BUILTIN = /^(?:node:)?(?:events|stream|net|http|https|tls|readable-stream|inherits|util)$/;

function baseOf(context: FileContext, { bases, mixed }: Owner): ClassFact['base'] {
  const [base, ...others] = bases;
  if (others.length > 0 || [...mixed.values()].includes(undefined)) return 'unknown';
  if (!base) return 'none';
  if (base.type === 'Identifier' && !context.scopes.bindingOf(base)) return 'builtin';
  const root = base.type === 'MemberExpression' ? base.object : base;
  const module = moduleOf(context, base) ?? moduleOf(context, root);
  if (module && BUILTIN.test(module.specifier)) return 'builtin';
  return classNameOf(context, base) ?? 'unknown';
}

/** `if (!(this instanceof X)) return new X(…)` in a constructor. */
function guardOf(context: FileContext, owner: Owner, { body }: FunctionNode): Node | undefined {
  return body.type === 'BlockStatement' ? body.body.find((one) => isGuard(context, owner, one)) : undefined;
}

function isGuard({ scopes }: FileContext, { binding }: Owner, statement: Statement): boolean {
  if (statement.type !== 'IfStatement' || statement.alternate) return false;
  const { test, consequent } = statement;
  const asked = test.type === 'UnaryExpression' && test.operator === '!' ? test.argument : undefined;
  if (asked?.type !== 'BinaryExpression' || asked.operator !== 'instanceof') return false;
  const only = consequent.type === 'BlockStatement' && consequent.body.length === 1 ? consequent.body[0]! : consequent;
  const made =
    only.type === 'ReturnStatement' && only.argument?.type === 'NewExpression' ? only.argument.callee : undefined;
  const isOwn = (node: Node | undefined): boolean =>
    node?.type === 'Identifier' && binding !== undefined && scopes.bindingOf(node) === binding;
  return asked.left.type === 'ThisExpression' && isOwn(asked.right) && isOwn(made);
}

/** A constructor may return another object. */
function givesOther({ node }: Owner, guard: Node | undefined): boolean {
  const constructor = isFunctionNode(node)
    ? node
    : node.body.body.find((member) => member.type === 'ClassMethod' && member.kind === 'constructor');
  let found = false;
  if (constructor && isFunctionNode(constructor))
    walk(constructor.body, {
      enter(inner) {
        if (isFunctionNode(inner) || inner === guard) return 'skip';
        if (inner.type === 'ReturnStatement' && inner.argument && inner.argument.type !== 'ThisExpression')
          found = true;
        return undefined;
      },
    });
  return found;
}

/** The class goes where its methods may be replaced, or its name gets another value. */
function isHandedOn({ parents, ...context }: FileContext, { binding, node }: Owner): boolean {
  if (!binding) return false;
  if (!isFixed(binding) && !(binding.references.every(({ kind }) => kind === 'read') && node.type.startsWith('Class')))
    return true;
  return binding.references.some(({ identifier }) => {
    const link = parents.get(identifier);
    if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
    const { start, end } = link.parent.callee;
    return !/(?:^|\.)(?:inherits|setPrototypeOf)$/.test(context.file.source.text.slice(start!, end!));
  });
}
