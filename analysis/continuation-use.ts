import type { CallExpression, Function as FunctionNode, Identifier, IfStatement, Node } from '@babel/types';
import { findNode, isFunctionNode } from '../syntax/walk.js';
import type { Binding } from '../syntax/scope.js';
import { isSingleCallWrapper, type Continuation } from './continuation.js';
import { functionOfBinding } from './local-function.js';
import { isCallbackName, isErrorName } from './names-by-convention.js';
import type { FileContext } from './file-context.js';
import { isDirectCall } from '../syntax/direct-call.js';
import { lastName } from './callee.js';

/** Events that a source emits once at most. */
const SINGLE_EVENTS = new Set([
  'end',
  'close',
  'finish',
  'error',
  'open',
  'ready',
  'connect',
  'exit',
  'listening',
  'timeout',
  'abort',
  'response',
  'secureConnect',
]);

/** Methods that call a function once for each of many things. */
const ITERATING =
  /^(?:forEach|each|map|filter|some|every|reduce|eachSeries|eachLimit|mapSeries|mapLimit|forEachSeries|times|setInterval|subscribe|watch|watchFile)$/;

/** Whether a continuation is called once at most for each call of its function: never from a loop or a listener. */
export function isCalledOnce(context: FileContext, fn: FunctionNode, continuation: Continuation): boolean {
  return [...continuation.names]
    .filter((binding) => !isLimited(context, fn, binding))
    .flatMap((binding) => binding.references)
    .every(({ identifier }) => isUsedOnce(context, fn, identifier));
}

/** Whether any parameter of a function that may be a continuation is handed to something that calls it often. */
export function mayCallRepeatedly(context: FileContext, fn: FunctionNode): boolean {
  return fn.params.some((param, index) => {
    if (param.type !== 'Identifier' || (index < fn.params.length - 1 && !isCallbackName(param.name))) return false;
    const binding = context.scopes.bindingOf(param);
    return (
      binding !== undefined &&
      isHandled(context, binding) &&
      !isLimited(context, fn, binding) &&
      !binding.references.every(({ identifier }) => isUsedOnce(context, fn, identifier))
    );
  });
}

/** `cb = once(cb || noop)` or `var done = once(cb)` at the top of a function: it is called once, whatever the rest does. */
function isLimited({ scopes }: FileContext, fn: FunctionNode, binding: Binding): boolean {
  if (fn.body.type !== 'BlockStatement') return false;
  return fn.body.body.some((statement) => {
    if (statement.type === 'VariableDeclaration')
      return statement.declarations.some(
        ({ id, init }) => id.type === 'Identifier' && scopes.bindingOf(id) === binding && limits(init),
      );
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') return false;
    const { left, right } = statement.expression;
    return left.type === 'Identifier' && scopes.bindingOf(left) === binding && limits(right);
  });
}

const limits = (value: Node | null | undefined): boolean =>
  value?.type === 'CallExpression' && /^(?:once|dezalgo|onetime)$/i.test(lastName(value.callee));

/** True when a parameter is called or given to a call: a function, as far as one can see. */
function isHandled(context: FileContext, binding: Binding): boolean {
  if (isCallbackName(binding.name) || /^on[A-Z_]/.test(binding.name)) return true;
  return binding.references.some(({ identifier }) => {
    const link = context.parents.get(identifier);
    return isDirectCall(link?.parent) && link.key === 'callee';
  });
}

function isUsedOnce(context: FileContext, fn: FunctionNode, identifier: Node): boolean {
  if (isWrappedOrListening(context, identifier)) return false;
  for (const ancestor of context.parents.ancestors(identifier)) {
    if (ancestor === fn) return true;
    if (/^(?:For|While|DoWhile)/.test(ancestor.type) && !isReturned(context, identifier))
      return isJoined(context, ancestor, identifier);
    if (isFunctionNode(ancestor) && runsOften(context, ancestor))
      return isWalking(context, ancestor) && isJoined(context, ancestor, identifier);
  }
  return true;
}

/** `items.forEach(function …)`: for a list of items, not for events. */
function isWalking(context: FileContext, fn: FunctionNode): boolean {
  const call = context.parents.get(fn)?.parent;
  return (
    call?.type === 'CallExpression' &&
    /^(?:forEach|map)(?:Series|Limit)?$|^each(?:Series|Limit|Of)?$/.test(lastName(call.callee))
  );
}

/**
 * Whether a continuation that many calls may reach is called by the last of them: below a test that counts, in a
 * function of its own. An error counts as well: it comes once, as a rule.
 */
function isJoined(context: FileContext, loop: Node, identifier: Node): boolean {
  const call = context.parents.get(identifier)?.parent;
  if (context.parents.enclosingFunction(identifier) === (isFunctionNode(loop) ? loop : undefined)) return false;
  if (!isDirectCall(call)) return false;
  const [first, ...others] = call.arguments;
  if (first && isError(first) && others.length === 0) return true;
  for (const ancestor of context.parents.ancestors(identifier)) {
    if (ancestor === loop) return false;
    if (ancestor.type === 'IfStatement' && countsDown(context, ancestor)) return true;
  }
  return false;
}

/** `err`, `failed = err`. */
function isError(value: Node): boolean {
  if (value.type === 'AssignmentExpression') return value.operator === '=' && isError(value.right);
  return value.type === 'Identifier' && isErrorName(value.name);
}

/** `--pending === 0`, or `pending -= 1; if (!pending)`. */
function countsDown(context: FileContext, { test }: IfStatement): boolean {
  const counter = countedIn(test);
  if (!counter) return false;
  const binding = context.scopes.bindingOf(counter);
  return binding !== undefined && binding.references.some(({ kind }) => kind !== 'read');
}

function countedIn(test: Node): Identifier | undefined {
  if (test.type === 'Identifier') return test;
  if (test.type === 'UnaryExpression' || test.type === 'UpdateExpression') return countedIn(test.argument);
  return test.type === 'BinaryExpression' ? countedIn(test.left) : undefined;
}

/** `stream.on('data', cb)`, `var emit = partial(cb, null)`: who calls it, and how often, is not known. */
function isWrappedOrListening(context: FileContext, identifier: Node): boolean {
  const link = context.parents.get(identifier);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  const call = link.parent;
  const name = lastName(call.callee);
  if (LISTENING.test(name)) return !isSingleEvent(call.arguments[0]);
  const statement = context.parents.get(call)?.parent.type;
  const isUsed = statement === 'VariableDeclarator' || statement === 'AssignmentExpression';
  return isUsed && !isSingleCallWrapper(name) && !wrapsForOneCall(context, call, link.index ?? 0);
}

/** `cb = withCodec(codec, cb)`: a function of the file that hands its parameter to nothing that calls it often. */
function wrapsForOneCall(context: FileContext, { callee }: CallExpression, index: number): boolean {
  const binding = callee.type === 'Identifier' ? context.scopes.bindingOf(callee) : undefined;
  const fn = binding && functionOfBinding(context, binding);
  const param = fn?.params[index];
  const inner = param?.type === 'Identifier' ? context.scopes.bindingOf(param) : undefined;
  // A function that wraps its parameter by itself tells nothing.
  if (fn === undefined || inner === undefined || wrapping.has(fn)) return false;
  wrapping.add(fn);
  try {
    return inner.references.every(({ identifier }) => isUsedOnce(context, fn, identifier));
  } finally {
    wrapping.delete(fn);
  }
}

/** The functions that are being looked at. */
const wrapping = new Set<FunctionNode>();

const LISTENING = /^(?:on|addListener|addEventListener|prependListener)$/;

const isSingleEvent = (event: Node | undefined): boolean =>
  event?.type === 'StringLiteral' && SINGLE_EVENTS.has(event.value);

/** `return cb(…)` leaves the loop in which it stands. */
function isReturned(context: FileContext, identifier: Node): boolean {
  const call = context.parents.get(identifier)?.parent;
  return call !== undefined && context.parents.get(call)?.parent.type === 'ReturnStatement';
}

/** A function given to `on('data', …)` or `forEach` runs many times, also one that was kept: `fs.watchFile(file, this.poll)`. */
function runsOften(context: FileContext, fn: FunctionNode): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type === 'AssignmentExpression') return isKeptListener(context, fn, link.parent.left);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  const { arguments: args } = link.parent;
  // `async.eachSeries(list, each, done)`: the last of three is called at the end.
  if (args.length > 2 && args.at(-1) === fn) return false;
  return callsOften(link.parent);
}

const callsOften = ({ callee, arguments: args }: CallExpression): boolean =>
  ITERATING.test(lastName(callee)) || (LISTENING.test(lastName(callee)) && !isSingleEvent(args[0]));

/** A field that holds a function, and goes to what calls it often where the function was made. */
function isKeptListener(context: FileContext, fn: FunctionNode, target: Node): boolean {
  if (target.type !== 'MemberExpression') return false;
  const textOf = ({ start, end }: Node): string => context.file.source.text.slice(start!, end!);
  const kept = textOf(target);
  const around = context.parents.enclosingFunction(fn);
  const listening = findNode(
    around ?? context.file.ast,
    (node) =>
      node.type === 'CallExpression' &&
      callsOften(node) &&
      node.arguments.some((argument) => textOf(argument) === kept),
  );
  return listening !== undefined;
}
