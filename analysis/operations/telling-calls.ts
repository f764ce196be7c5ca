import type { CallExpression, Identifier, Node } from '@babel/types';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { errorParameter, handlerOf, type Handler } from '../handler.js';
import { isCallbackName, isIndexName, mayTakeContinuation, takesNoContinuation } from '../names-by-convention.js';

/** `exists(path, function (exists) { … })`: the callback of `fs.exists`, whoever has the function. */
export const tellsExistence = (call: CallExpression, { params: [first, ...others] }: Handler['fn']): boolean =>
  /^(?:path|file)?exists?$/i.test(calleeName(call)) &&
  call.arguments.length > 1 &&
  others.length === 0 &&
  first?.type === 'Identifier' &&
  /exists?$/i.test(first.name);

/** `lock(function (release) { … })`: who has the lock gives it back, and nobody else gets it before. */
export const takesLock = (call: CallExpression, { params: [release, ...others] }: Handler['fn']): boolean =>
  /lock|mutex|acquire/i.test(calleeName(call)) &&
  others.length === 0 &&
  release?.type === 'Identifier' &&
  /^_*(?:release|unlock)/i.test(release.name);

/** `each(stream, function (item, next) { … }, done)`: a function for each of many things, and one for when all is done. */
export function isWalkWithEnd(context: FileContext, { arguments: args }: CallExpression): boolean {
  const [item, end] = args.slice(-2);
  if (args.length < 3 || !item || !end) return false;
  const last = handlerOf(context, item)?.fn.params.at(-1);
  if (last?.type !== 'Identifier' || !isCallbackName(last.name)) return false;
  const handler = handlerOf(context, end);
  return handler ? errorParameter(handler.fn) !== undefined : end.type === 'Identifier' && isCallbackName(end.name);
}

/**
 * `put(key, value, function () { cb(); })`: called twice, it would complete its function twice. The name of an event as the only
 * other argument makes it a listener.
 */
export function isCalledWithMore({ arguments: args }: CallExpression): boolean {
  const [first] = args as Node[];
  return args.length > 2 || (args.length === 2 && first!.type !== 'StringLiteral' && first!.type !== 'TemplateLiteral');
}

/**
 * `users.find(query, function (err, user) { … })`, `iterator.next(function (err, key, value) { … })`, `plugin.init.call(app,
 * function (err) { … })`: no method of an array is called like that.
 */
export function isPlainlyErrorFirst(context: FileContext, call: CallExpression): boolean {
  const argument = call.arguments.at(-1);
  const name = calleeName(call);
  if (!argument || !mayTakeContinuation(name) || (call.arguments.length < 2 && !MAY_STAND_ALONE.test(name)))
    return false;
  const fn = handlerOf(context, argument)?.fn;
  if (!fn || !errorParameter(fn)) return false;
  const [, second] = fn.params;
  const last = fn.params.at(-1);
  // `(err, req, res, next)`
  if (fn.params.length > 2 && last?.type === 'Identifier' && isCallbackName(last.name)) return false;
  if (!second) return call.arguments.length > 2 || (name === 'call' && !takesNoContinuation(appliedName(call)));
  return name === 'next' || second.type !== 'Identifier' || !isIndexName(second.name);
}

/** Methods that take a callback and nothing else. */
const MAY_STAND_ALONE = /^(?:next|all|find)$/;

/** `init` of `plugin.init.call(…)`. */
export function appliedName({ callee }: CallExpression): string {
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  if (object.type === 'Identifier') return object.name;
  const isNamed = object.type === 'MemberExpression' && object.property.type === 'Identifier' && !object.computed;
  return isNamed ? (object.property as Identifier).name : '';
}
