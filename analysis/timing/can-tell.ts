import type { CallExpression, NewExpression, Node, Statement, VariableDeclarator } from '@babel/types';
import { isDirectCall } from '../../syntax/direct-call.js';
import type { Binding } from '../../syntax/scope.js';
import { findOwn, isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isTestFile } from '../test-file.js';
import { isOverAtOnce } from './ended-test.js';
import { keysOfEmit } from './event-key.js';
import { passesCallback } from './function-key.js';
import { sharesFields, sharesFieldsAtOnce } from './shared-fields.js';
import { sharesOutlet } from './shared-outlet.js';
import { startedIn } from './shim-body.js';
import { functionNamed, receiverOf, tracesOf, type Traces } from './traces.js';
import { isWithin } from '../../syntax/within.js';

/** First names of what tests assert with. */
const ASSERTING = /^(?:expect|assert\w*|should|chai|sinon|t|test|tap|verify|ok|equal|deepEqual|must)$/;

/**
 * Whether a statement that runs after a call could tell if the call's callback has run already: it reads a variable
 * that the callback sets, or whose contents it changes, looks at the same object or calls a method of it without handing over a callback of its own,
 * calls a function that looks at a field which the callback sets, or sets one at which it looks,
 * asserts something about an object that took part, or anything in a test that waits for nothing, tells an event in a test, or tells something to whom the callback tells something, too.
 */
export function canTell(context: FileContext, call: CallExpression | NewExpression, statement: Statement): boolean {
  const traces = tracesOf(context, call);
  return partsOf(context, statement).some((part) => tellsIn(context, part, traces));
}

/** A statement, and what of its async blocks runs with it. */
interface Part {
  readonly statement: Statement;
  /** The functions of the file that it calls by name. */
  readonly called: readonly Node[];
  readonly assertions: readonly CallExpression[];
}

/** Every call in front of a statement asks for its parts. */
const parts = new WeakMap<Statement, readonly Part[]>();

function partsOf(context: FileContext, statement: Statement): readonly Part[] {
  const known = parts.get(statement);
  if (known) return known;
  const made = [statement, ...startedIn(context, statement)].map((part) => ({
    statement: part,
    called: calledIn(context, part),
    assertions: assertionsIn(part),
  }));
  parts.set(statement, made);
  return made;
}

function tellsIn(context: FileContext, { statement, called, assertions }: Part, traces: Traces): boolean {
  const { call, callbacks, written, read, involved } = traces;
  return (
    (read.size > 0 && [statement, ...called].some((code) => setsOneOfThem(context, code, read))) ||
    (written.size > 0 && called.some((code) => mentions(context, code, written))) ||
    sharesFields(context, call, statement) ||
    sharesFieldsAtOnce(context, call, statement) ||
    sharesOutlet(context, call, callbacks, statement) ||
    assertions.some((assertion) => mentions(context, assertion, involved) || asksSpy(assertion)) ||
    (assertions.length > 0 && isOverAtOnce(context, call)) ||
    (isTestFile(context.file.source.path) && tellsEvent(statement)) ||
    looksAtResult(context, statement, traces)
  );
}

/** `job.emit('complete')` in a test: who listens only when a callback has run does not hear of it. */
const tellsEvent = (statement: Statement): boolean =>
  findOwn(statement, (node) => keysOfEmit(node).length > 0) !== undefined;

/** Whether a statement itself uses what the callbacks set, or looks at the object to which the call belongs. */
function looksAtResult(context: FileContext, statement: Statement, traces: Traces): boolean {
  const { written, read, receiver } = traces;
  if (written.size === 0 && read.size === 0 && !receiver) return false;
  let looks = false;
  walk(statement, {
    enter(node, parent) {
      if (looks || isFunctionNode(node)) return 'skip';
      if (node.type === 'VariableDeclarator' && setsOneOf(context, node.id, read))
        looks ||= Boolean(node.init) && !failsBefore(context, node, traces);
      if (node.type === 'Identifier' && written.has(context.scopes.bindingOf(node)!)) looks = true;
      if (receiver && isLookedAt(context, node, parent, receiver)) looks = true;
      if (receiver && node.type === 'CallExpression' && receiverOf(context, node) === receiver)
        looks ||= !passesCallback(context, node);
      return undefined;
    },
  });
  return looks;
}

/**
 * Whether other code, of a callback that comes at once behind the call, works on variables or fields on which a callback of the call
 * works, too.
 */
export function worksOnTheSame(context: FileContext, call: CallExpression | NewExpression, code: Node): boolean {
  const { written, read } = tracesOf(context, call);
  return (
    (written.size > 0 && mentions(context, code, written)) ||
    (read.size > 0 && setsOneOfThem(context, code, read)) ||
    sharesFields(context, call, code)
  );
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

/** `var verify = function () { … }`, where the callback does nothing but call it: a callback that came before would fail. */
function failsBefore(context: FileContext, { id, init }: VariableDeclarator, { callbacks }: Traces): boolean {
  const binding = id.type === 'Identifier' ? context.scopes.bindingOf(id) : undefined;
  if (!binding || !isFunctionNode(init) || binding.declarations.length > 1) return false;
  const { references } = binding;
  return references.every(({ kind, identifier }) => {
    if (kind !== 'read') return identifier === id;
    const isInCallback = callbacks.some((callback) => isWithin(identifier, callback));
    const link = context.parents.get(identifier);
    return !isInCallback || (isDirectCall(link?.parent) && link.key === 'callee');
  });
}

/** `feed.length`, unless it is a method that is called. */
function isLookedAt(context: FileContext, node: Node, parent: Node | null | undefined, receiver: Binding): boolean {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  if (context.scopes.bindingOf(node.object) !== receiver) return false;
  return parent?.type !== 'MemberExpression' && !(parent?.type === 'CallExpression' && parent.callee === node);
}

/** Whether a statement returns or throws a variable that a function among the arguments of a call sets. */
export function givesResultOf(
  context: FileContext,
  call: CallExpression | NewExpression,
  statement: Statement,
): boolean {
  const { set } = tracesOf(context, call);
  if (set.size === 0) return false;
  let gives = false;
  walk(statement, {
    enter(node) {
      if (gives || isFunctionNode(node)) return 'skip';
      if (node.type !== 'ReturnStatement' && node.type !== 'ThrowStatement') return undefined;
      const { argument } = node;
      if (argument?.type === 'Identifier') gives = set.has(context.scopes.bindingOf(argument)!);
      return undefined;
    },
  });
  return gives;
}

function mentions(context: FileContext, assertion: Node, involved: ReadonlySet<Binding>): boolean {
  const names = new Set([...involved].filter(({ name }) => !ASSERTING.test(name)));
  return context.scopes.referencesIn(assertion).some(({ binding }) => binding !== undefined && names.has(binding));
}

/** The assertions of a statement itself, without those of the functions in it. */
function assertionsIn(statement: Statement): CallExpression[] {
  const assertions: CallExpression[] = [];
  walk(statement, {
    enter(node, parent) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'CallExpression' && parent?.type !== 'MemberExpression' && isAssertion(node))
        assertions.push(node);
      return undefined;
    },
  });
  return assertions;
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
