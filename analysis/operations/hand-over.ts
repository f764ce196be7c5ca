import type { CallExpression } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { takesNoContinuation } from '../names-by-convention.js';
import { receiverOf } from './operation-at.js';
import type { OperationHints } from './operation.js';
import { appliedName } from './telling-calls.js';

/** `cache.set(key, value, ttl, callback)`: what gets the callback of the function beside what is to be kept is a store. */
export function isHandOver(context: FileContext, call: CallExpression, hints: OperationHints): boolean {
  const last = call.arguments.at(-1);
  if (!hints.handsOn || !last || receiverOf(context, last, hints)?.kind !== 'continuation') return false;
  const name = calleeName(call);
  if (name === 'call') return call.arguments.length > 1 && !takesNoContinuation(appliedName(call));
  const needed = name === 'find' ? 2 : /^(?:set|add)$/.test(name) ? 3 : Infinity;
  return call.arguments.length >= needed && !isFunctionNode(call.arguments[0]);
}

/** `request.apply(callback)`: a callback would make no sense as the `this` of a function that is applied to nothing. */
export function isMethodNamedApply(context: FileContext, call: CallExpression, hints: OperationHints): boolean {
  const [only, ...others] = call.arguments;
  return (
    calleeName(call) === 'apply' &&
    call.callee.type === 'MemberExpression' &&
    only !== undefined &&
    others.length === 0 &&
    receiverOf(context, only, hints) !== undefined
  );
}
