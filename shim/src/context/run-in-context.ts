import { contextState, type ContextNode, type EnteredContext } from './context-node.js';

/**
 * Runs a function in a context that was captured earlier: enters what is not in force already, from the outermost
 * context on, and offers an error to the contexts from the innermost on. A context in which the caller runs already
 * is not entered again; if the caller runs in another context altogether, that is set aside.
 *
 * After the `wrapped` function of `tornado/stack_context.py` (2.4).
 * @throws the error that no context has dealt with
 */
export function runInContext<R>(context: ContextNode | null, fn: () => R): R | undefined {
  const before = contextState.current;
  if (context === before || context === null) return runPlain(context, fn);
  const stop = sharedPart(context, before === null ? null : withoutInactive(before));
  if (context.managed) return runManaged(context, stop, fn);
  const entered = contextState.deactivations;
  contextState.current = withoutInactive(context);
  try {
    return fn();
  } catch (error) {
    offer(context, stop, entered, error);
    return undefined;
  } finally {
    contextState.current = before;
  }
}

function runPlain<R>(context: ContextNode | null, fn: () => R): R {
  const before = contextState.current;
  contextState.current = context;
  try {
    return fn();
  } finally {
    contextState.current = before;
  }
}

/** The innermost context that both chains have, if the caller's chain is the outer part of the other one. */
function sharedPart(context: ContextNode, before: ContextNode | null): ContextNode | null {
  if (before === null) return null;
  let node: ContextNode | null = context;
  while (node !== null && node !== before) node = node.parent;
  return node;
}

function withoutInactive(context: ContextNode): ContextNode | null {
  let node: ContextNode | null = context;
  while (node !== null && node.offAt !== 0) node = node.parent;
  return node;
}

/** Offers an error to the contexts that were active when the callback began. */
function offer(context: ContextNode, stop: ContextNode | null, entered: number, error: unknown): void {
  let current = error;
  for (let node: ContextNode | null = context; node !== stop && node !== null; node = node.parent) {
    if (node.offAt !== 0 && node.offAt <= entered) continue;
    contextState.current = node;
    try {
      if (node.handle(current)) return;
    } catch (replacement) {
      current = replacement;
    }
  }
  throw current;
}

function runManaged<R>(context: ContextNode, stop: ContextNode | null, fn: () => R): R | undefined {
  const path: ContextNode[] = [];
  for (let node: ContextNode | null = context; node !== stop && node !== null; node = node.parent) {
    if (node.offAt === 0) path.push(node);
  }
  const before = contextState.current;
  contextState.current = stop;
  try {
    return enterNext(path, path.length - 1, fn);
  } finally {
    contextState.current = before;
  }
}

/** Enters the context at `index`, then those inside it, then calls the function; leaves in the opposite order. */
function enterNext<R>(path: readonly ContextNode[], index: number, fn: () => R): R | undefined {
  if (index < 0) return fn();
  const node = path[index]!;
  const outer = contextState.current;
  const leave = isEntered(node) ? node.enter() : null;
  contextState.current = node;
  let handled = false;
  try {
    const result = enterNext(path, index - 1, fn);
    contextState.current = node;
    handled = true;
    leave?.(false, undefined);
    return result;
  } catch (error) {
    contextState.current = node;
    if (handled) throw error;
    if (leave === null ? node.handle(error) : leave(true, error)) return undefined;
    throw error;
  } finally {
    contextState.current = outer;
  }
}

function isEntered(node: ContextNode): node is ContextNode & EnteredContext {
  return 'enter' in node;
}
