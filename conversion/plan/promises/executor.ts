import type { Function as FunctionNode, NewExpression } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { usesArguments, usesThis } from '../../../syntax/function-facts.js';
import type { Binding } from '../../../syntax/scope.js';

/** `new Promise((resolve, reject) => { … })` with the function that it is given. */
export interface Executor {
  readonly promise: NewExpression;
  readonly fn: FunctionNode;
  readonly resolve: Binding;
  readonly reject: Binding | undefined;
}

/** Reads a function as the executor of a promise of the language. */
export function executorOf({ parents, scopes }: FileContext, fn: FunctionNode): Executor | undefined {
  const promise = parents.get(fn)?.parent;
  if (promise?.type !== 'NewExpression' || promise.arguments[0] !== fn || promise.arguments.length > 1)
    return undefined;
  const { callee } = promise;
  if (callee.type !== 'Identifier' || callee.name !== 'Promise' || scopes.bindingOf(callee)) return undefined;
  const [resolve, reject] = fn.params.map((param) =>
    param.type === 'Identifier' ? scopes.bindingOf(param) : undefined,
  );
  const isPlain = fn.params.length <= 2 && !fn.async && !fn.generator && !usesArguments(fn);
  if (!resolve || (fn.params.length === 2 && !reject) || !isPlain) return undefined;
  if (fn.type !== 'ArrowFunctionExpression' && usesThis(fn)) return undefined;
  return { promise, fn, resolve, reject };
}
