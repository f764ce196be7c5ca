import type { Function as FunctionNode, Node, ReturnStatement, Statement } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { isCallbackName, isErrorName } from '../../../analysis/names-by-convention.js';
import { bindingOfFunction } from '../../../analysis/local-function.js';
import { keysOfFunction } from '../../../analysis/timing/function-key.js';
import { statementCall, type Operation } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { givesBack } from '../timing/gives-back.js';
import { operationIn } from '../statements/relevance.js';
import { timingOf } from '../timing/non-tail.js';
import type { Region } from '../regions/region.js';

/**
 * `return exec(command, function (err, out) { … })` may give its callers more than the end of the function: a process, a
 * request. Unless one of them uses it, nothing is lost where the function gives back what its callback returns on other
 * paths, or where the author writes `return` in front of every last call; nor where the function is itself handed over to
 * somebody. What the callback gives back is given on by a callee that calls it at once.
 *
 * @param root what moves; the returns of nested functions are not those of `fn`
 */
export function checkReturnedHandles(region: Region, fn: FunctionNode, root: Node): void {
  if (isHandedOver(region, fn)) return;
  for (const statement of returnsIn(root)) {
    const operation = operationIn(region, statement)?.operation;
    if (!operation || statement.argument?.type !== 'CallExpression') continue;
    if (returnsHandle(region, fn, operation) || returnsResult(region, operation))
      throw new Decline('call-value-used', operation.call, { callee: operation.callee.name });
  }
}

/** Methods that look at what their function returns, whatever becomes of their own result. */
const ASKING = /^(?:some|every|find\w*|filter|reduce\w*)$/;

/** Methods whose result is made of what their function returns. */
const GIVING = /^(?:map|flatMap|then|catch|finally|when|spread|fail|fin|otherwise|ensure|fcall|attempt|try|using)$/;

/** `app.get('/', function (req, res) { return exec(…); })`, but not `var running = commands.map(function (command) { return exec(…); })`. */
function isHandedOver({ context }: Region, fn: FunctionNode): boolean {
  const names = bindingOfFunction(context, fn)?.references ?? [];
  const places: Node[] = names.length > 0 ? names.map(({ identifier }) => identifier) : [fn];
  return places.every((place) => isGivenAway(context, place));
}

/** The function itself, or its name: `async.reduce(names, [], saveStore, cb)`. */
function isGivenAway({ parents }: FileContext, place: Node): boolean {
  const link = parents.get(place);
  if (link?.key !== 'arguments' || link.parent.type !== 'CallExpression') return link?.key === 'arguments';
  const { arguments: args, callee } = link.parent;
  // `async.map(list, function (item, next) { … }, cb)`
  const isMethod = callee.type === 'MemberExpression' && (args[0] === place || args.at(-1) === place);
  const name = isMethod ? calleeName(link.parent) : '';
  const isDropped = parents.get(link.parent)?.parent.type === 'ExpressionStatement';
  return !ASKING.test(name) && (isDropped || !GIVING.test(name));
}

/** The same of `(command, cb) => exec(command, function (err, out) { … })`. */
export function checkReturnedExpression(region: Region, fn: FunctionNode, statement: Statement): void {
  const operation = operationIn(region, statement)?.operation;
  if (operation && (operation.kind === 'timer' || returnsHandle(region, fn, operation)))
    throw new Decline('call-value-used', operation.call, { callee: operation.callee.name });
}

function returnsHandle(region: Region, fn: FunctionNode, operation: Operation): boolean {
  const { callee, receiver, kind } = operation;
  if (kind === 'timer') return false;
  if (callee.kind === 'builtin') return callee.entry.traps.includes('returns-handle');
  if (givesPromiseToo(operation)) return true;
  if (keysOfFunction(region.context, fn).some((key) => timingOf(region).valueAsked(key) !== undefined)) return true;
  if (callee.kind === 'local' || receiver.kind !== 'handler') return false;
  const { body } = receiver.handler.fn;
  if (body.type !== 'BlockStatement' || body.body.at(-1)?.type === 'ReturnStatement') return false;
  return !returnsIn(fn.body).some((other) => returnsFromParameter(region, other));
}

/** `return load(key).then(parse).nodeify(cb)`: callers get the promise, whether they give a callback or not. */
const givesPromiseToo = ({ call: { callee } }: Operation): boolean =>
  callee.type === 'MemberExpression' &&
  callee.object.type === 'CallExpression' &&
  callee.property.type === 'Identifier' &&
  /^(?:nodeify|asCallback)$/.test(callee.property.name);

/** `return get(key, function (err, value) { return done(err, value); })`, where `done` may give back the value. */
function returnsResult(region: Region, operation: Operation): boolean {
  // A function in a variable may be any, whatever it is called.
  if (operation.receiver.kind !== 'handler' || operation.callee.kind === 'builtin') return false;
  const { fn } = operation.receiver.handler;
  return givesOnResult(region.context, fn) || (!takesError(fn) && givesValue(fn));
}

const takesError = ({ params: [first] }: FunctionNode): boolean =>
  first?.type === 'Identifier' && isErrorName(first.name);

/** `return reading(function (text) { return render(text); })`: without an error the call may give what its function gives. */
const givesValue = (fn: FunctionNode): boolean =>
  returnsIn(fn.body).some((statement) => {
    const callee = statementCall(statement)?.call.callee;
    return Boolean(statement.argument) && !(callee?.type === 'Identifier' && isCallbackName(callee.name));
  });

function givesOnResult(context: FileContext, handler: FunctionNode): boolean {
  return returnsIn(handler.body).some((statement) => {
    const call = statementCall(statement)?.call;
    return call !== undefined && givesBack(context, call, 'return');
  });
}

/**
 * `get = (key, callback) => callback(null, keys[key])`, where a call `return get(key, …)` gives on what its callback gives back.
 */
export function checkReturnedResult(region: Region, fn: FunctionNode): void {
  const { context } = region;
  const binding = bindingGiven(context, fn);
  for (const { identifier } of binding?.references ?? []) {
    const call = context.parents.get(identifier)?.parent;
    if (call?.type !== 'CallExpression' || call.callee !== identifier) continue;
    if (context.parents.get(call)?.parent.type !== 'ReturnStatement') continue;
    if (call.arguments.some((argument) => isFunctionNode(argument) && givesOnResult(context, argument)))
      throw new Decline('call-value-used', call, { callee: binding!.name });
  }
}

/** The name that a function is declared by, or assigned to. */
function bindingGiven(context: FileContext, fn: FunctionNode): Binding | undefined {
  const parent = context.parents.get(fn)?.parent;
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier')
    return context.scopes.bindingOf(parent.left);
  return bindingOfFunction(context, fn);
}

/** `return cb(err)`: what a function that was handed in returns. */
function returnsFromParameter(region: Region, statement: ReturnStatement): boolean {
  const callee = statementCall(statement)?.call.callee;
  return callee?.type === 'Identifier' && region.context.scopes.bindingOf(callee)?.kind === 'param';
}

/** The `return` statements of a function, without those of nested functions. */
function returnsIn(root: Node): ReturnStatement[] {
  const found: ReturnStatement[] = [];
  walk(root, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'ReturnStatement') found.push(node);
      return undefined;
    },
  });
  return found;
}
