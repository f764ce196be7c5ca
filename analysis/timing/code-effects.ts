import type { CallExpression, Function as FunctionNode, Identifier, MemberExpression, Node } from '@babel/types';
import { isDirectCall } from '../../syntax/direct-call.js';
import type { Binding, Reference } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';
import { isSelf } from '../self.js';
import type { CodeEffects } from '../../core/index.js';
import { through } from './completion-paths.js';
import { keysOfCall, keysOfFunction, localKey } from './function-key.js';

/** Methods that change a list, a set or a map. */
export const CHANGING = /^(?:push|unshift|pop|shift|splice|sort|reverse|fill|set|add|delete|clear)$/;

interface Found {
  readonly reads: Set<string>;
  readonly sets: Set<string>;
  readonly calls: Set<string>;
  readonly completes: Set<string>;
  readonly nested: CodeEffects['nested'][number][];
}

/**
 * What code works on while it runs, up to the end of its turn: fields by their name, variables of functions around it, the
 * functions that it calls, and those whose callback it calls. What it hands over as a callback comes at once only where who gets it
 * calls back at once.
 */
export function codeEffects(context: FileContext, roots: readonly Node[]): CodeEffects {
  const found: Found = { reads: new Set(), sets: new Set(), calls: new Set(), completes: new Set(), nested: [] };
  for (const root of roots) {
    walk(root, {
      enter(node, parent) {
        if (isFunctionNode(node) && node !== root) return 'skip';
        if (node.type === 'CallExpression') addCall(context, found, node);
        else if (node.type === 'MemberExpression') addField(context, found, node, parent);
        else if (node.type === 'Identifier') addName(context, found, node, roots);
        addChange(context, found, node, roots);
        return undefined;
      },
    });
  }
  const { reads, sets, calls, completes, nested } = found;
  return { reads: [...reads], sets: [...sets], calls: [...calls], completes: [...completes], nested };
}

/** True for code that does nothing which anybody else could see. */
export const isInert = ({ reads, sets, calls, completes, nested }: CodeEffects): boolean =>
  reads.length + sets.length + calls.length + completes.length + nested.length === 0;

function addCall(context: FileContext, found: Found, call: CallExpression): void {
  const ways = through(context, call);
  if (isFollowed(context, call)) keysOfCall(context, call).forEach((key) => found.calls.add(key));
  for (const taken of isFunctionNode(call.callee) ? [call.callee, ...call.arguments] : call.arguments) {
    const code = ways.length > 0 ? codeOfCallback(context, taken) : undefined;
    if (code && !isInert(code)) found.nested.push({ through: ways, code });
  }
}

/** Calls of functions that are known, of methods of the same object, and of objects of functions: elsewhere a name says little. */
function isFollowed(context: FileContext, call: CallExpression): boolean {
  // `this.readOwn.apply(this, arguments)`
  const isApplied = call.callee.type === 'MemberExpression' && /^(?:call|apply)$/.test(calleeName(call));
  const callee = isApplied ? (call.callee as MemberExpression).object : call.callee;
  if (callee.type === 'Identifier') return true;
  if (callee.type !== 'MemberExpression') return false;
  const { object } = callee;
  return (
    isSelf(context, object) ||
    (object.type === 'Identifier' && isTable(context, object)) ||
    moduleOf(context, callee)?.specifier.startsWith('.') === true
  );
}

/** `exports`, and `table` of `const table = { load(key, cb) { … } }`. */
function isTable({ parents, scopes }: FileContext, name: Identifier): boolean {
  const binding = scopes.bindingOf(name);
  if (!binding) return name.name === 'exports';
  const [declared] = binding.declarations;
  const parent = declared && parents.get(declared)?.parent;
  return (
    parent?.type === 'VariableDeclarator' &&
    parent.init?.type === 'ObjectExpression' &&
    parent.init.properties.some(
      (property) =>
        property.type === 'ObjectMethod' || (property.type === 'ObjectProperty' && isFunctionNode(property.value)),
    )
  );
}

/** What runs when the callback is called that an argument of a call is. */
export function codeOfCallback(context: FileContext, argument: Node): CodeEffects | undefined {
  const target = boundTarget(argument);
  if (isFunctionNode(target)) return bodyEffects(context, target);
  const binding = target.type === 'Identifier' ? context.scopes.bindingOf(target) : undefined;
  if (!binding) return undefined;
  // What has a name may hand itself over.
  if (functionOfBinding(context, binding)) return { ...nothing, calls: [localKey(context, binding)] };
  return { ...nothing, completes: callbackNames(context).get(binding) ?? [] };
}

/** `next` of `next.bind(this)`. */
function boundTarget(node: Node): Node {
  const isBound =
    node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && calleeName(node) === 'bind';
  return isBound ? (node.callee as MemberExpression).object : node;
}

const nothing: CodeEffects = { reads: [], sets: [], calls: [], completes: [], nested: [] };

const ofBodies = new WeakMap<FunctionNode, CodeEffects>();

/** What a function does up to the end of its turn. */
export function bodyEffects(context: FileContext, fn: FunctionNode): CodeEffects {
  const known = ofBodies.get(fn) ?? codeEffects(context, [fn.body]);
  ofBodies.set(fn, known);
  return known;
}

/** The function that an argument of a call is, or a name of. */
export function functionGiven(context: FileContext, argument: Node): FunctionNode | undefined {
  const target = boundTarget(argument);
  if (isFunctionNode(target)) return target;
  const binding = target.type === 'Identifier' ? context.scopes.bindingOf(target) : undefined;
  return binding && functionOfBinding(context, binding);
}

function addField(context: FileContext, found: Found, node: MemberExpression, parent: Node | null): void {
  const isMethod = parent?.type === 'CallExpression' && parent.callee === node;
  const name = isMethod ? undefined : fieldName(context, node);
  if (name !== undefined) found.reads.add(name);
}

/** `.count` of `this.count`; nothing for members of modules, and of objects that the function has just made. */
function fieldName(context: FileContext, node: MemberExpression): string | undefined {
  if (node.computed || node.property.type !== 'Identifier') return undefined;
  const { object } = node;
  if (object.type === 'Identifier' && (isFresh(context, object) || !isVariable(context, object))) return undefined;
  return `.${node.property.name}`;
}

const isVariable = (context: FileContext, name: Identifier): boolean =>
  context.scopes.bindingOf(name) !== undefined && moduleOf(context, name) === undefined;

const NEW = /^(?:Object|Array|New|Function|ArrowFunction)Expression$/;

/** A variable of the function itself that never holds anything but what was made for it: `var cb; … cb = function () { … };`. */
function isFresh(context: FileContext, name: Identifier): boolean {
  const binding = context.scopes.bindingOf(name);
  const declared = binding?.declarations[0];
  const link = declared && context.parents.get(declared)?.parent;
  if (link?.type !== 'VariableDeclarator' || binding!.declarations.length > 1) return false;
  if (context.parents.enclosingFunction(link) !== context.parents.enclosingFunction(name)) return false;
  const later = binding!.references.filter(({ kind }) => kind !== 'read');
  return (link.init ? NEW.test(link.init.type) : later.length > 0) && later.every((each) => isMadeNew(context, each));
}

function isMadeNew({ parents }: FileContext, { identifier }: Reference): boolean {
  const parent = parents.get(identifier)?.parent;
  return parent?.type === 'AssignmentExpression' && parent.operator === '=' && NEW.test(parent.right.type);
}

function addName(context: FileContext, found: Found, name: Identifier, roots: readonly Node[]): void {
  const binding = context.scopes.bindingOf(name);
  if (!binding) return;
  const link = context.parents.get(name);
  const completes = callbackNames(context).get(binding);
  if (completes && isDirectCall(link?.parent) && link.key === 'callee')
    completes.forEach((key) => found.completes.add(key));
  if (isOutside(binding, roots) && isChangeable(context, binding, name)) found.reads.add(localKey(context, binding));
}

const isChangeable = (context: FileContext, binding: Binding, name: Identifier): boolean =>
  functionOfBinding(context, binding) === undefined && moduleOf(context, name) === undefined;

const isOutside = ({ scope }: Binding, roots: readonly Node[]): boolean =>
  scope.start < roots[0]!.start! || scope.end > roots.at(-1)!.end!;

function addChange(context: FileContext, found: Found, node: Node, roots: readonly Node[]): void {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')
        ? node.argument
        : node.type === 'CallExpression' && CHANGING.test(calleeName(node))
          ? node.callee
          : undefined;
  const name = target && changedName(context, target, node.type === 'CallExpression', roots);
  if (name !== undefined) found.sets.add(name);
}

/** `.list` of `this.list.push(v)`, `this.list[0] = v` and `this.list.length = 0`; `.count` of `this.count = v`. */
function changedName(
  context: FileContext,
  target: Node,
  isContents: boolean,
  roots: readonly Node[],
): string | undefined {
  if (target.type === 'MemberExpression') {
    const inside =
      isContents || target.computed || (target.property.type === 'Identifier' && target.property.name === 'length');
    return inside ? changedName(context, target.object, false, roots) : fieldName(context, target);
  }
  const binding = target.type === 'Identifier' ? context.scopes.bindingOf(target) : undefined;
  return binding && isOutside(binding, roots) && isChangeable(context, binding, target as Identifier)
    ? localKey(context, binding)
    : undefined;
}

/** What stands for a function that is handed over: who gets it may call it anew as soon as it has completed. */
export function stepKey(context: FileContext, fn: FunctionNode): string | undefined {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return undefined;
  return `${context.file.source.path}:step@${fn.start!}`;
}

const names = new WeakMap<FileContext['file'], Map<Binding, readonly string[]>>();

/** The variables of a file that hold callbacks, and the functions whose they are. */
function callbackNames(context: FileContext): Map<Binding, readonly string[]> {
  const known = names.get(context.file);
  if (known) return known;
  const found = new Map<Binding, readonly string[]>();
  names.set(context.file, found);
  walk(context.file.ast, {
    enter(node) {
      if (!isFunctionNode(node)) return;
      const keys = keysOfFunction(context, node);
      const step = stepKey(context, node);
      if (step !== undefined) keys.push(step);
      if (keys.length === 0) return;
      for (const continuation of continuationsOf(context, node))
        for (const binding of continuation.names) found.set(binding, keys);
    },
  });
  return found;
}
