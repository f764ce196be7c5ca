import type { CallExpression, Identifier, NewExpression, Node } from '@babel/types';
import type { Binding, Reference } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { isSelf } from '../self.js';
import { CHANGING } from './named-state.js';
import { shimHelper } from './function-key.js';
import { takenBy } from './shim-body.js';

/** What a call and its callbacks have to do with. */
export interface Traces {
  readonly call: CallExpression | NewExpression;
  /** What it gets: functions, those that a name stands for, other arguments. */
  readonly callbacks: readonly Node[];
  /** Variables that the callbacks set. */
  readonly set: ReadonlySet<Binding>;
  /** These, and the variables whose contents they change. */
  readonly written: ReadonlySet<Binding>;
  /** Variables at which the callbacks look: a statement that sets one has to come first or last as before. */
  readonly read: ReadonlySet<Binding>;
  /** The object to which the call belongs. */
  readonly receiver: Binding | undefined;
  /** That object, and what else takes part: a spy given as callback, what the callbacks use. */
  readonly involved: ReadonlySet<Binding>;
}

/** Every statement behind a call asks for its traces. */
const known = new WeakMap<Node, Traces>();

/** What a call and its callbacks have to do with, as far as the file tells. */
export function tracesOf(context: FileContext, call: CallExpression | NewExpression): Traces {
  const found = known.get(call);
  if (found) return found;
  const callbacks = takenBy(context, call).map((argument) => functionNamed(context, argument) ?? argument);
  const receiver = receiverOf(context, call) ?? madeBy(context, call);
  const set = usedIn(context, callbacks, (kind) => kind !== 'read');
  const traces: Traces = {
    call,
    callbacks,
    set,
    written: new Set([...set, ...changedIn(context, callbacks)]),
    read: usedIn(context, callbacks, (kind) => kind !== 'write'),
    receiver,
    involved: involvedIn(context, call, receiver),
  };
  known.set(call, traces);
  return traces;
}

/** Variables of outer functions whose contents functions change: `list.push(v)`, `sizes[name] = v`. */
function changedIn(context: FileContext, callbacks: readonly Node[]): Set<Binding> {
  const changed = new Set<Binding>();
  for (const fn of callbacks) {
    walk(fn, {
      enter(node) {
        const root = changedBy(node);
        const binding = root && context.scopes.bindingOf(root);
        if (binding && isOutside(binding, fn)) changed.add(binding);
      },
    });
  }
  return changed;
}

/** `list` of `list.push(v)`, `list[0] = v`, `list[0]++` and `delete list[0]`. Fields say less: many are set, and few of them read. */
function changedBy(node: Node): Identifier | undefined {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')
        ? node.argument
        : node.type === 'CallExpression' && CHANGING.test(calleeName(node))
          ? node.callee
          : undefined;
  if (target?.type !== 'MemberExpression' || target.object.type !== 'Identifier') return undefined;
  return target.computed || target === (node as CallExpression).callee ? target.object : undefined;
}

function usedIn(
  { scopes }: FileContext,
  callbacks: readonly Node[],
  isWanted: (kind: Reference['kind']) => boolean,
): Set<Binding> {
  const used = new Set<Binding>();
  for (const callback of callbacks) {
    for (const { binding, kind } of scopes.referencesIn(callback)) if (binding && isWanted(kind)) used.add(binding);
  }
  return used;
}

/** The function of the file that a name stands for. */
export function functionNamed(context: FileContext, argument: Node): Node | undefined {
  const binding = argument.type === 'Identifier' ? context.scopes.bindingOf(argument) : undefined;
  return binding && functionOfBinding(context, binding);
}

/** The objects that a call gets or belongs to: a spy given as callback, the object whose method is called. */
function involvedIn(
  context: FileContext,
  call: CallExpression | NewExpression,
  receiver: Binding | undefined,
): Set<Binding> {
  const involved = new Set<Binding>(receiver ? [receiver] : []);
  for (const argument of takenBy(context, call)) {
    if (isFunctionNode(argument)) {
      for (const { binding } of context.scopes.referencesIn(argument))
        if (binding && isOutside(binding, argument)) involved.add(binding);
    } else if (argument.type === 'Identifier') {
      const binding = context.scopes.bindingOf(argument);
      if (binding) involved.add(binding);
    }
  }
  return involved;
}

const isOutside = (binding: Binding, fn: Node): boolean =>
  binding.scope.end < fn.start! || binding.scope.start < fn.start!;

/** `feed` of `feed.seek(…)`; what many calls share, such as `self` or a module, says nothing. */
export function receiverOf(context: FileContext, call: CallExpression | NewExpression): Binding | undefined {
  if (call.callee.type !== 'MemberExpression') return undefined;
  // `task.method(feed, 'seek')`
  const isBridged = call.type === 'CallExpression' && shimHelper(context, call) === 'task';
  const root = rootOf((isBridged ? call.arguments[0] : undefined) ?? call.callee.object);
  if (!root || isSelf(context, root) || /^(?:_|async|util|utils|path|fs|console|process)$/.test(root.name))
    return undefined;
  return context.scopes.bindingOf(root);
}

function rootOf(node: Node): Identifier | undefined {
  let root = node;
  while (root.type === 'MemberExpression') root = root.object;
  return root.type === 'Identifier' ? root : undefined;
}

/** `peer` of `var peer = new Peer(…)`: what the constructor started shows in it. */
function madeBy(context: FileContext, call: CallExpression | NewExpression): Binding | undefined {
  const isConstruction =
    call.type === 'NewExpression' || (call.callee.type === 'Identifier' && /^[A-Z]/.test(call.callee.name));
  if (!isConstruction) return undefined;
  const parent = context.parents.get(call)?.parent;
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression'
        ? parent.left
        : undefined;
  return target?.type === 'Identifier' ? context.scopes.bindingOf(target) : undefined;
}
