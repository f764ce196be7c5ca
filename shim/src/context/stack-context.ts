import {
  captureContext,
  ContextNode,
  contextState,
  deactivate,
  HANDLED,
  REFUSED,
  REPLACED,
  type EnteredContext,
} from './context-node.js';
import { runInContext } from './run-in-context.js';

/** What a `StackContext` enters and leaves around each callback. */
export interface ContextManager {
  /** Called before the callback. */
  enter?(): void;
  /**
   * Called after the callback.
   * @param error what the callback threw, if `failed`
   * @returns true to swallow the error
   */
  exit?(failed: boolean, error: unknown): boolean | void;
}

/**
 * A manager, a generator that yields once between its beginning and its end (as `contextlib.contextmanager`), or
 * something disposable, which has begun when it is made.
 */
export type ManagerLike = ContextManager | Generator<unknown, unknown, unknown> | { [Symbol.dispose](): void };

/** A context that functions can be run in, see {@link runWithStackContext}. */
export interface Enterable {
  /**
   * Runs a function in the context. What it schedules with the loop, with `wrap` or in an engine carries the context.
   * @param fn gets a function that stops the context from being passed on to callbacks scheduled or run later
   * @returns what `fn` returns; undefined when the context dealt with an error
   */
  run<R>(fn: (deactivate: () => void) => R): R | undefined;
}

class ManagerNode extends ContextNode implements EnteredContext {
  constructor(private readonly factory: () => ManagerLike) {
    super(captureContext(), true);
  }

  enter(): (failed: boolean, error: unknown) => boolean {
    return enterManager(this.factory());
  }

  override receive(): typeof REFUSED {
    return REFUSED;
  }
}

class HandlerNode extends ContextNode {
  constructor(private readonly handler: (error: unknown) => unknown) {
    super(captureContext(), false);
  }

  override receive(error: unknown): typeof REFUSED | typeof HANDLED | typeof REPLACED {
    try {
      return this.handler(error) === true ? HANDLED : REFUSED;
    } catch (replacement) {
      contextState.replacement = replacement;
      return REPLACED;
    }
  }
}

/**
 * Enters a new manager around every callback scheduled within it (`stack_context.StackContext`). For request-local
 * values `AsyncLocalStorage` is the better tool; this is for managers that do something on entry and exit.
 */
export class StackContext implements Enterable {
  /** @param factory makes a manager for one callback */
  constructor(private readonly factory: () => ManagerLike) {}

  run<R>(fn: (deactivate: () => void) => R): R | undefined {
    const node = new ManagerNode(this.factory);
    return runInContext(node, () => fn(() => deactivate(node)));
  }
}

/**
 * Sends errors that leave the function, or any callback scheduled within it, to a handler
 * (`stack_context.ExceptionStackContext`).
 */
export class ExceptionStackContext implements Enterable {
  /**
   * @param handler gets the error; true means it is dealt with, anything else passes it on to the next outer handler; an
   * error thrown by the handler takes the place of the first one
   */
  constructor(private readonly handler: (error: unknown) => unknown) {}

  run<R>(fn: (deactivate: () => void) => R): R | undefined {
    const node = new HandlerNode(this.handler);
    return runInContext(node, () => fn(() => deactivate(node)));
  }
}

/** Starts an empty stack of contexts: nothing of the outside is passed on (`stack_context.NullContext`). */
export class NullContext implements Enterable {
  run<R>(fn: (deactivate: () => void) => R): R | undefined {
    const before = contextState.current;
    contextState.current = null;
    try {
      return fn(() => {});
    } finally {
      contextState.current = before;
    }
  }
}

function enterManager(manager: ManagerLike): (failed: boolean, error: unknown) => boolean {
  if (isGeneratorManager(manager)) return enterGenerator(manager);
  if (Symbol.dispose !== undefined && Symbol.dispose in manager) {
    return () => {
      manager[Symbol.dispose]();
      return false;
    };
  }
  const { enter, exit } = manager as ContextManager;
  enter?.call(manager);
  return (failed, error) => exit?.call(manager, failed, error) === true;
}

function enterGenerator(manager: Generator<unknown, unknown, unknown>): (failed: boolean, error: unknown) => boolean {
  if (manager.next().done === true) throw new Error('A context generator must yield once, between entry and exit');
  return (failed, error) => {
    const result = failed ? manager.throw(error) : manager.next();
    if (result.done !== true) throw new Error('A context generator must yield only once');
    return failed;
  };
}

function isGeneratorManager(manager: ManagerLike): manager is Generator<unknown, unknown, unknown> {
  return 'next' in manager && typeof manager.next === 'function' && 'throw' in manager;
}
