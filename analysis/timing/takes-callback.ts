import type { CallExpression, NewExpression } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { keysOfCall, keysOfFunction } from './function-key.js';

const known = new WeakMap<FileContext['file'], ReadonlyMap<string, ReadonlySet<number>>>();

/**
 * Whether a function of the file that a call may mean calls the parameter at this place: what is handed over there is a callback,
 * whatever its name.
 *
 * @param at index of the argument
 */
export function takesCallbackAt(context: FileContext, call: CallExpression | NewExpression, at: number): boolean {
  const places = known.get(context.file) ?? callbackPlaces(context);
  known.set(context.file, places);
  return keysOfCall(context, call).some((key) => places.get(key)?.has(at) === true);
}

/** At which places the functions of a file take callbacks. */
function callbackPlaces(context: FileContext): ReadonlyMap<string, ReadonlySet<number>> {
  const places = new Map<string, Set<number>>();
  walk(context.file.ast, {
    enter(node) {
      if (!isFunctionNode(node)) return;
      const taken = continuationsOf(context, node).map(({ at }) => at);
      for (const key of taken.length > 0 ? keysOfFunction(context, node) : [])
        places.set(key, new Set([...(places.get(key) ?? []), ...taken]));
    },
  });
  return places;
}
