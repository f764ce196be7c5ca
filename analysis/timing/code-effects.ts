import type { CallExpression, Function as FunctionNode, Identifier, MemberExpression, Node } from '@babel/types';
import { isDirectCall } from '../../syntax/direct-call.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';
import { isSelf } from '../self.js';
import type { CodeEffects } from '../../core/index.js';
import { callbackNames } from './callback-names.js';
import { through } from './completion-paths.js';
import { keysOfCall, localKey } from './function-key.js';
import { boundTarget } from './given-function.js';
import { changedBy, fieldRead, variableRead } from './named-state.js';

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
        if (node.type === 'Identifier') addCompletion(context, found, node);
        add(found.reads, stateRead(context, node, parent, roots));
        add(found.sets, changedBy(context, node, roots));
        return undefined;
      },
    });
  }
  const { reads, sets, calls, completes, nested } = found;
  return { reads: [...reads], sets: [...sets], calls: [...calls], completes: [...completes], nested };
}

const add = (names: Set<string>, name: string | undefined): void => {
  if (name !== undefined) names.add(name);
};

function stateRead(context: FileContext, node: Node, parent: Node | null, roots: readonly Node[]): string | undefined {
  if (node.type === 'MemberExpression') return fieldRead(context, node, parent);
  return node.type === 'Identifier' ? variableRead(context, node, roots) : undefined;
}

/** `cb` of `cb(null, found)`. */
function addCompletion(context: FileContext, found: Found, name: Identifier): void {
  const binding = context.scopes.bindingOf(name);
  const link = context.parents.get(name);
  if (!binding || !isDirectCall(link?.parent) || link.key !== 'callee') return;
  callbackNames(context)
    .get(binding)
    ?.forEach((key) => found.completes.add(key));
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

const nothing: CodeEffects = { reads: [], sets: [], calls: [], completes: [], nested: [] };

const ofBodies = new WeakMap<FunctionNode, CodeEffects>();

/** What a function does up to the end of its turn. */
export function bodyEffects(context: FileContext, fn: FunctionNode): CodeEffects {
  const known = ofBodies.get(fn) ?? codeEffects(context, [fn.body]);
  ofBodies.set(fn, known);
  return known;
}
