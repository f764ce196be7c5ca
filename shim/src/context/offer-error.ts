import { contextState, firstActive, HANDLED, REPLACED, type ContextNode } from './context-node.js';

/**
 * Offers an error to the contexts of a chain, from the innermost on.
 * @param from the innermost context
 * @param stop the context that the caller runs in itself, and which therefore hears of the error by its being thrown
 * @param entered the value of `contextState.deactivations` when the callback began; what was switched off before is skipped
 * @throws the error, or the one that has taken its place, when no context has dealt with it
 */
export function offerError(from: ContextNode | null, stop: ContextNode | null, entered: number, error: unknown): void {
  const before = contextState.current;
  let current = error;
  for (let node = from; node !== stop && node !== null; node = node.parent) {
    if (node.offAt !== 0 && node.offAt <= entered) continue;
    contextState.current = node;
    const outcome = node.receive(current);
    contextState.current = before;
    if (outcome === HANDLED) return;
    if (outcome === REPLACED) {
      current = contextState.replacement;
      contextState.replacement = undefined;
    }
  }
  throw current;
}

/** The innermost context that both chains have, if the caller's chain is the outer part of the other one; else null. */
export function sharedPart(context: ContextNode, caller: ContextNode | null): ContextNode | null {
  const active = caller === null ? null : firstActive(caller);
  if (active === null) return null;
  let node: ContextNode | null = context;
  while (node !== null && node !== active) node = node.parent;
  return node;
}
