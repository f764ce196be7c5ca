import type { Enterable } from './stack-context.js';

/**
 * Runs a function in a context and gives its result (`stack_context.run_with_stack_context`). The safe form for
 * generators too: call an engine or a coroutine inside `fn`.
 * @param context a `StackContext`, `ExceptionStackContext` or `NullContext`
 * @param fn gets a function that stops the context from being passed on to callbacks scheduled or run later
 */
export function runWithStackContext<R>(context: Enterable, fn: (deactivate: () => void) => R): R | undefined {
  return context.run(fn);
}
