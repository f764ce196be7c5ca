import type { CallExpression, Expression, Function as FunctionNode, MemberExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { calleeName } from '../callee.js';
import { functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';

/** A field that is set when an object gets ready, and a place that uses it without waiting for that. */
export interface RacedField {
  readonly field: string;
  /** The member by which one waits: `ready`. */
  readonly starter: string;
  /** `lib/store.js:12` */
  readonly user: string;
}

/**
 * The functions that get an object ready, `this.ready = once(open)`, and set a field that others use without waiting for `ready`:
 * which of both comes first is a matter of ticks.
 */
export function racedFields(context: FileContext): ReadonlyMap<FunctionNode, RacedField> {
  let found = known.get(context);
  if (!found) known.set(context, (found = findRaced(context)));
  return found;
}

const known = new WeakMap<FileContext, ReadonlyMap<FunctionNode, RacedField>>();

function findRaced(context: FileContext): ReadonlyMap<FunctionNode, RacedField> {
  const raced = new Map<FunctionNode, RacedField>();
  const methods = ownMethods(context);
  for (const [starter, start] of startersIn(context, methods)) {
    const reached = reachedFrom(context, start, methods);
    const setters = [...reached].map((fn) => [fn, fieldsSetWithin(context, fn)] as const);
    const fields = new Set(setters.flatMap(([, names]) => [...names]));
    if (fields.size === 0) continue;
    const users = usersOf(context, { fields, starter, reached, methods });
    for (const [fn, names] of setters) {
      const field = [...names].find((name) => users.has(name));
      if (field !== undefined) raced.set(fn, { field, starter, user: users.get(field)! });
    }
  }
  return raced;
}

type Methods = ReadonlyMap<string, FunctionNode>;

/** `this.ready = once(open)`, `this.ready = once(this._open.bind(this))`, `once` of another package: the member, and the function. */
function startersIn(context: FileContext, methods: Methods): Map<string, FunctionNode> {
  const starters = new Map<string, FunctionNode>();
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'AssignmentExpression' || node.right.type !== 'CallExpression') return;
      const name = ownMember(context, node.left);
      const module = moduleOf(context, node.right.callee);
      const [given] = node.right.arguments;
      if (name === undefined || !module || /^[./]/.test(module.specifier) || !given) return;
      const fn = functionGiven(context, given, methods);
      if (fn) starters.set(name, fn);
    },
  });
  return starters;
}

function functionGiven(context: FileContext, given: Node, methods: Methods): FunctionNode | undefined {
  if (isFunctionNode(given)) return given;
  if (given.type === 'CallExpression' && given.callee.type === 'MemberExpression')
    return nameOf(given.callee) === 'bind' ? functionGiven(context, given.callee.object, methods) : undefined;
  if (given.type !== 'Identifier') return methods.get(ownMember(context, given) ?? '');
  const binding = context.scopes.bindingOf(given);
  return binding && functionOfBinding(context, binding);
}

/** `Store.prototype.open = function (…) {…}`, and methods of classes and objects, by their names. */
function ownMethods(context: FileContext): Methods {
  const methods = new Map<string, FunctionNode>();
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'ClassMethod' && node.key.type === 'Identifier') methods.set(node.key.name, node);
      if (node.type !== 'AssignmentExpression' || !isFunctionNode(node.right)) return;
      const { left } = node;
      const name = left.type === 'MemberExpression' ? nameOf(left) : undefined;
      if (name !== undefined && ownMember(context, left) === undefined) methods.set(name, node.right);
    },
  });
  return methods;
}

function reachedFrom(context: FileContext, start: FunctionNode, methods: Methods): Set<FunctionNode> {
  const reached = new Set([start]);
  for (const fn of reached) {
    eachCall(fn, (call) => {
      const name = ownMember(context, call.callee);
      const next = name === undefined ? undefined : methods.get(name);
      if (next) reached.add(next);
    });
  }
  return reached;
}

/** Fields that a function sets in a function of its own: in a handler. */
function fieldsSetWithin(context: FileContext, fn: FunctionNode): Set<string> {
  const fields = new Set<string>();
  walk(fn.body, {
    enter(node) {
      if (node.type !== 'AssignmentExpression' || context.parents.enclosingFunction(node) === fn) return;
      const name = ownMember(context, node.left);
      if (name !== undefined) fields.add(name);
    },
  });
  return fields;
}

interface Search {
  readonly fields: ReadonlySet<string>;
  readonly starter: string;
  readonly reached: ReadonlySet<FunctionNode>;
  readonly methods: Methods;
}

/** Where a function of such a field is called (`self.file.read(…)`) by who neither waits, nor looks whether it is there. */
function usersOf(context: FileContext, { fields, starter, reached, methods }: Search): Map<string, string> {
  const entries = entriesOf(context, starter, methods);
  const users = new Map<string, string>();
  eachCall(context.file.ast.program, (call) => {
    const object = call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
    const field = object && ownMember(context, object);
    if (field === undefined || !fields.has(field) || users.has(field)) return;
    const around = [...context.parents.ancestors(call)].filter((parent) => isFunctionNode(parent));
    if (around.some((fn) => reached.has(fn) || looksAt(context, fn, field) || isListener(context, fn))) return;
    // What runs in the call itself found the field as its caller did.
    if (!around.slice(1).some((fn) => entries.has(fn))) return;
    users.set(field, `${context.file.source.path}:${context.lines.at(call.start!).line}`);
  });
  return users;
}

/** The methods that others call, and that nowhere wait until the object is ready. */
function entriesOf(context: FileContext, starter: string, methods: Methods): Set<FunctionNode> {
  const calls = (fn: FunctionNode, names: ReadonlySet<string>): boolean => {
    let found = false;
    eachCall(fn, (call) => (found ||= names.has(ownMember(context, call.callee) ?? '')));
    return found;
  };
  const direct = [...methods].filter(([, fn]) => calls(fn, new Set([starter])));
  const waiting = new Set([starter, ...direct.map(([name]) => name)]);
  return new Set([...methods].filter(([name, fn]) => !name.startsWith('_') && !calls(fn, waiting)).map(([, fn]) => fn));
}

/** `store.once('ready', () => …)`. */
function isListener({ parents }: FileContext, fn: FunctionNode): boolean {
  const link = parents.get(fn);
  return (
    link?.parent.type === 'CallExpression' && link.key === 'arguments' && /^(?:on|once)$/.test(calleeName(link.parent))
  );
}

/** `if (!self.file) return …`, `self.file ? … : …`. */
function looksAt(context: FileContext, fn: FunctionNode, field: string): boolean {
  let looks = false;
  walk(fn.body, {
    enter(node) {
      if (node.type !== 'MemberExpression' || ownMember(context, node) !== field) return;
      const parent = context.parents.get(node)?.parent.type;
      if (parent && /^(?:If|Conditional|Logical|Unary|Binary)/.test(parent)) looks = true;
    },
  });
  return looks;
}

function eachCall(root: Node, visit: (call: CallExpression) => unknown): void {
  walk(root, {
    enter(node) {
      if (node.type === 'CallExpression') visit(node);
    },
  });
}

/** `file` of `this.file` and `self.file`. */
function ownMember(context: FileContext, node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  return isThis(context, node.object) ? nameOf(node) : undefined;
}

function isThis(context: FileContext, object: Expression | Node): boolean {
  if (object.type === 'ThisExpression') return true;
  const binding = object.type === 'Identifier' ? context.scopes.bindingOf(object) : undefined;
  return (binding?.declarations ?? []).some((declaration) => {
    const parent = context.parents.get(declaration)?.parent;
    return parent?.type === 'VariableDeclarator' && parent.init?.type === 'ThisExpression';
  });
}

const nameOf = ({ computed, property }: MemberExpression): string | undefined =>
  !computed && property.type === 'Identifier' ? property.name : undefined;
