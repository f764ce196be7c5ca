import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode } from '../syntax/walk.js';
import { continuationsOf } from './continuation.js';
import type { FileContext } from './file-context.js';
import { isErrorName } from './names-by-convention.js';
import { shimHelper } from './timing/function-key.js';

/** Whether a function asks how many parameters its callback has: `if (callback.length === 3) …`. */
export const readsCallbackArity = (context: FileContext, fn: FunctionNode): boolean =>
  continuationsOf(context, fn).some(({ names }) =>
    [...names].some((binding) => binding.references.some(({ identifier }) => isAskedForArity(context, identifier))),
  );

/** Whether a name is that of `callback.length`. */
export function isAskedForArity({ parents }: FileContext, name: Node): boolean {
  const link = parents.get(name);
  if (link?.parent.type !== 'MemberExpression' || link.key !== 'object' || link.parent.computed) return false;
  return link.parent.property.type === 'Identifier' && link.parent.property.name === 'length';
}

/** What a callback calls when it is done itself. */
const CONTINUES = /^_?(?:next|done|cb|callback)$/;

/**
 * Whether a callback of a call takes, behind the error, a function that it calls when it is done: `app.ready((err, done) => …)`.
 * What waits for it looks at how many parameters its callbacks have, since most of them take none.
 */
export function givesContinuation(context: FileContext, call: CallExpression): boolean {
  return call.arguments.some((argument) => {
    if (!isFunctionNode(argument) || argument.params.length < 2) return false;
    const [first, last] = [argument.params[0]!, argument.params.at(-1)!];
    if (first.type !== 'Identifier' || !isErrorName(first.name)) return false;
    if (last.type !== 'Identifier' || !CONTINUES.test(last.name)) return false;
    return (
      context.scopes.bindingOf(last)?.references.some(({ identifier }) => isCompleted(context, identifier)) === true
    );
  });
}

/** `done(err)`, or in converted code `asCallback(done, …)`; a `next` that is only handed on may be a number. */
function isCompleted(context: FileContext, use: Node): boolean {
  const link = context.parents.get(use);
  if (link?.key === 'callee') return true;
  const call = link?.parent;
  return call?.type === 'CallExpression' && call.arguments[0] === use && shimHelper(context, call) === 'asCallback';
}
