import type { CallExpression, Node } from '@babel/types';
import { calleeName } from './callee.js';
import type { FileContext } from './file-context.js';
import { errorParameter, handlerOf, type Handler } from './handler.js';
import { isCallbackName } from './names-by-convention.js';

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
