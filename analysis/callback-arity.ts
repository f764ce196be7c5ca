import type { Function as FunctionNode } from '@babel/types';
import { continuationsOf } from './continuation.js';
import type { FileContext } from './file-context.js';

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
