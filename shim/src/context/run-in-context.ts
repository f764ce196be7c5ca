import {
  contextState,
  firstActive,
  HANDLED,
  MANAGED,
  REPLACED,
  type ContextNode,
  type EnteredContext,
} from './context-node.js';
import { offerError, sharedPart } from './offer-error.js';

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
  const stop = sharedPart(context, before);
  if ((context.flags & MANAGED) !== 0) return runManaged(context, stop, fn);
  const entered = contextState.deactivations;
  contextState.current = firstActive(context);
  try {
    return fn();
  } catch (error) {
    offerError(context, stop, entered, error);
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
  const leave = 'enter' in node ? (node as ContextNode & EnteredContext).enter() : null;
  contextState.current = node;
  let result: R | undefined;
  let failed = false;
  let failure: unknown;
  try {
    result = enterNext(path, index - 1, fn);
  } catch (error) {
    failed = true;
    failure = error;
  }
  contextState.current = node;
  try {
    if (leave !== null) failed = !leave(failed, failure) && failed;
    else if (failed) failed = !receive(node, failure);
  } finally {
    contextState.current = outer;
  }
  if (failed) throw failure;
  return result;
}

function receive(node: ContextNode, error: unknown): boolean {
  const outcome = node.receive(error);
  if (outcome === REPLACED) throw contextState.replacement;
  return outcome === HANDLED;
}
