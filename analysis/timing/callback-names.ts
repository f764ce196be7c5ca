import type { Function as FunctionNode } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { keysOfFunction } from './function-key.js';

/** What stands for a function that is handed over: who gets it may call it anew as soon as it has completed. */
export function stepKey(context: FileContext, fn: FunctionNode): string | undefined {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return undefined;
  return `${context.file.source.path}:step@${fn.start!}`;
}

const names = new WeakMap<FileContext['file'], Map<Binding, readonly string[]>>();

/** The variables of a file that hold callbacks, and the functions whose they are. */
export function callbackNames(context: FileContext): Map<Binding, readonly string[]> {
  const known = names.get(context.file);
  if (known) return known;
  const found = new Map<Binding, readonly string[]>();
  names.set(context.file, found);
  walk(context.file.ast, {
    enter(node) {
      if (!isFunctionNode(node)) return;
      const keys = keysOfFunction(context, node);
      const step = stepKey(context, node);
      if (step !== undefined) keys.push(step);
      if (keys.length === 0) return;
      for (const continuation of continuationsOf(context, node))
        for (const binding of continuation.names) found.set(binding, keys);
    },
  });
  return found;
}
