import type { Node } from '@babel/types';
import { runsOnItsOwn, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { initOf } from '../initial-value.js';
import { functionOfBinding } from '../local-function.js';
import { shimName } from '../shim-member.js';
import { coroutineBody } from './coroutine-body.js';

/**
 * Whether an expression is evaluated without waiting, and without calling what may throw. Calls of coroutines and async
 * functions throw nothing; reading a property is not looked into.
 *
 * @param neverThrows says so of a callee
 */
export function isQuiet(node: Node, neverThrows: (callee: Node) => boolean): boolean {
  let quiet = true;
  walk(node, {
    enter(inner, parent, key) {
      if (runsOnItsOwn(inner, parent, key)) return 'skip';
      if (/^(?:Yield|Await|TaggedTemplate|Import)Expression$|^ThrowStatement$/.test(inner.type)) quiet = false;
      if (inner.type === 'NewExpression') quiet = false;
      if (inner.type === 'CallExpression' && !neverThrows(inner.callee)) quiet = false;
      return undefined;
    },
  });
  return quiet;
}

/** Whether a call of this surely gives its error in a promise or a future, as far as the file at hand shows. */
export function neverThrows(context: FileContext, callee: Node, specifier: string): boolean {
  if (/^(?:sleep|fromPromise|maybeFuture)$/.test(shimName(context, callee, specifier) ?? '')) return true;
  const binding = callee.type === 'Identifier' ? context.scopes.bindingOf(callee) : undefined;
  if (!binding) return false;
  const fn = functionOfBinding(context, binding);
  if (fn?.async && !fn.generator) return true;
  const init = initOf(context, binding);
  return init !== undefined && coroutineBody(context, init, specifier) !== undefined;
}
