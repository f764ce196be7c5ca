import type { CallExpression, Function as FunctionNode } from '@babel/types';
import { isFunctionNode } from '../syntax/walk.js';
import { continuationsOf } from './continuation.js';
import type { FileContext } from './file-context.js';
import { isErrorName } from './names-by-convention.js';

/** Whether a function asks how many parameters its callback has: `if (callback.length === 3) …`. */
export function readsCallbackArity(context: FileContext, fn: FunctionNode): boolean {
  return continuationsOf(context, fn).some(({ names }) =>
    [...names].some((binding) =>
      binding.references.some(({ identifier }) => {
        const parent = context.parents.get(identifier)?.parent;
        return (
          parent?.type === 'MemberExpression' &&
          parent.object === identifier &&
          parent.property.type === 'Identifier' &&
          parent.property.name === 'length'
        );
      }),
    ),
  );
}

/** What a callback calls when it is done itself. */
const CONTINUES = /^_?(?:next|done|cb|callback)$/;

/**
 * Whether a callback of a call takes, behind the error, a function that it calls when it is done: `app.ready((err, done) => …)`.
 * What waits for it looks at how many parameters its callbacks have, since most of them take none.
 */
export function givesContinuation({ scopes, parents }: FileContext, call: CallExpression): boolean {
  return call.arguments.some((argument) => {
    if (!isFunctionNode(argument) || argument.params.length < 2) return false;
    const [first, last] = [argument.params[0]!, argument.params.at(-1)!];
    if (first.type !== 'Identifier' || !isErrorName(first.name)) return false;
    if (last.type !== 'Identifier' || !CONTINUES.test(last.name)) return false;
    const references = scopes.bindingOf(last)?.references ?? [];
    // It is called, or handed on.
    return references.some(({ identifier }) => /^(?:callee|arguments)$/.test(parents.get(identifier)?.key ?? ''));
  });
}
