import type { CallExpression, Identifier, NewExpression, Node, Statement } from '@babel/types';
import type { Binding, Reference } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { isSelf } from '../self.js';
import { CHANGING } from './code-effects.js';
import { passesCallback, shimHelper } from './function-key.js';
import { startedIn, takenBy } from './shim-body.js';
import { sharesFields } from './shared-fields.js';
import { sharesOutlet } from './shared-outlet.js';

/** First names of what tests assert with. */
const ASSERTING = /^(?:expect|assert\w*|should|chai|sinon|t|test|tap|verify|ok|equal|deepEqual|must)$/;

/**
 * Whether a statement that runs after a call could tell if the call's callback has run already: it reads a variable
 * that the callback sets, or whose contents it changes, looks at the same object or calls a method of it without handing over a callback of its own,
 * asserts something about an object that took part, or tells something to whom the callback tells something, too.
 */
export function canTell(context: FileContext, call: CallExpression | NewExpression, statement: Statement): boolean {
  const written = new Set([...writtenByCallbacks(context, call), ...changedByCallbacks(context, call)]);
  const read = readByCallbacks(context, call);
  const receiver = receiverOf(context, call) ?? madeBy(context, call);
  const involved = involvedIn(context, call, receiver);
  return [statement, ...startedIn(context, statement)].some((part) =>
    tellsIn(context, part, { call, written, read, receiver, involved }),
  );
}

/** What a call and its callbacks have to do with. */
interface Traces {
  readonly call: CallExpression | NewExpression;
  readonly written: ReadonlySet<Binding>;
  readonly read: ReadonlySet<Binding>;
  readonly receiver: Binding | undefined;
  readonly involved: ReadonlySet<Binding>;
}

function tellsIn(context: FileContext, statement: Statement, traces: Traces): boolean {
  const { call, written, read, receiver, involved } = traces;
  let tells =
    [statement, ...calledIn(context, statement)].some((part) => setsOneOfThem(context, part, read)) ||
    calledIn(context, statement).some((part) => mentions(context, part, written)) ||
    sharesFields(context, call, statement) ||
    sharesOutlet(context, call, callbacksOf(context, call), statement);
  walk(statement, {
    enter(node, parent) {
      if (tells || isFunctionNode(node)) return 'skip';
      if (node.type === 'VariableDeclarator' && node.init && setsOneOf(context, node.id, read)) tells = true;
      if (node.type === 'Identifier' && written.has(context.scopes.bindingOf(node)!)) tells = true;
      if (receiver && isLookedAt(context, node, parent, receiver)) tells = true;
      if (node.type !== 'CallExpression') return undefined;
      if (receiver && receiverOf(context, node) === receiver && !passesCallback(context, node)) tells = true;
      if (parent?.type !== 'MemberExpression' && isAssertion(node))
        tells ||= mentions(context, node, involved) || asksSpy(node);
      return undefined;
    },
  });
  return tells;
}

const setsOneOfThem = ({ scopes }: FileContext, node: Node, read: ReadonlySet<Binding>): boolean =>
  scopes.referencesIn(node).some(({ binding, kind }) => kind !== 'read' && binding !== undefined && read.has(binding));

/** The functions of the file that a statement calls by name. */
function calledIn(context: FileContext, statement: Statement): Node[] {
  const called: Node[] = [];
  walk(statement, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      const fn = node.type === 'CallExpression' ? functionNamed(context, node.callee) : undefined;
      if (fn) called.push(fn);
      return undefined;
    },
  });
  return called;
}

/** `var data = …`, where `data` is a parameter or a variable of the function already. */
const setsOneOf = (context: FileContext, id: Node, read: ReadonlySet<Binding>): boolean =>
  id.type === 'Identifier' && read.has(context.scopes.bindingOf(id)!);

/** `feed.length`, unless it is a method that is called. */
function isLookedAt(context: FileContext, node: Node, parent: Node | null | undefined, receiver: Binding): boolean {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  if (context.scopes.bindingOf(node.object) !== receiver) return false;
  return parent?.type !== 'MemberExpression' && !(parent?.type === 'CallExpression' && parent.callee === node);
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

/** Whether a statement returns or throws a variable that a function among the arguments of a call sets. */
export function givesResultOf(
  context: FileContext,
  call: CallExpression | NewExpression,
  statement: Statement,
): boolean {
  const written = writtenByCallbacks(context, call);
  let gives = false;
  walk(statement, {
    enter(node) {
      if (gives || isFunctionNode(node)) return 'skip';
      if (node.type !== 'ReturnStatement' && node.type !== 'ThrowStatement') return undefined;
      const { argument } = node;
      if (argument?.type === 'Identifier') gives = written.has(context.scopes.bindingOf(argument)!);
      return undefined;
    },
  });
  return gives;
}

/** Variables of outer functions that the functions among the arguments set. */
function writtenByCallbacks(context: FileContext, call: CallExpression | NewExpression): Set<Binding> {
  return usedByCallbacks(context, call, (kind) => kind !== 'read');
}

/** Variables of outer functions whose contents the functions among the arguments change: `list.push(v)`, `sizes[name] = v`. */
function changedByCallbacks(context: FileContext, call: CallExpression | NewExpression): Set<Binding> {
  const changed = new Set<Binding>();
  for (const argument of takenBy(context, call)) {
    const fn = functionNamed(context, argument) ?? argument;
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

/** Variables that the functions among the arguments look at: a statement that sets one has to come first or last as before. */
function readByCallbacks(context: FileContext, call: CallExpression | NewExpression): Set<Binding> {
  return usedByCallbacks(context, call, (kind) => kind !== 'write');
}

function usedByCallbacks(
  context: FileContext,
  call: CallExpression | NewExpression,
  isWanted: (kind: Reference['kind']) => boolean,
): Set<Binding> {
  const used = new Set<Binding>();
  for (const argument of takenBy(context, call)) {
    for (const { binding, kind } of context.scopes.referencesIn(functionNamed(context, argument) ?? argument)) {
      if (binding && isWanted(kind)) used.add(binding);
    }
  }
  return used;
}

const callbacksOf = (context: FileContext, call: CallExpression | NewExpression): Node[] =>
  takenBy(context, call).map((argument) => functionNamed(context, argument) ?? argument);

function functionNamed(context: FileContext, argument: Node): Node | undefined {
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
function receiverOf(context: FileContext, call: CallExpression | NewExpression): Binding | undefined {
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

function mentions(context: FileContext, assertion: Node, involved: ReadonlySet<Binding>): boolean {
  const names = new Set([...involved].filter(({ name }) => !ASSERTING.test(name)));
  return context.scopes.referencesIn(assertion).some(({ binding }) => binding !== undefined && names.has(binding));
}

/** `expect(put.callCount)`, `expect(put).toHaveBeenCalled()`: a spy knows whether anything has called it, however far from here. */
function asksSpy(assertion: Node): boolean {
  let found = false;
  walk(assertion, {
    enter(node) {
      if (node.type === 'MemberExpression' && node.property.type === 'Identifier')
        found ||= /^(?:callCount|called(?:Once|Twice|Thrice|With\w*|Before|After)?|toHaveBeenCalled\w*)$/.test(
          node.property.name,
        );
    },
  });
  return found;
}

/** `expect(x).toBe(1)`, `assert.equal(x, 1)`, `x.should.equal(1)`. */
export function isAssertion(call: CallExpression): boolean {
  let node: Node = call.callee;
  for (;;) {
    if (node.type === 'MemberExpression') {
      if (node.property.type === 'Identifier' && node.property.name === 'should') return true;
      node = node.object;
    } else if (node.type === 'CallExpression') {
      node = node.callee;
    } else {
      return node.type === 'Identifier' && ASSERTING.test(node.name);
    }
  }
}
