/**
 * One link in the chain of contexts that follows callbacks around. The chain answers two questions for a callback
 * that the shim runs: who hears of its errors, and which managers have to be entered around it.
 *
 * After `tornado/stack_context.py`, where the chain is a tuple; a linked list costs nothing to capture.
 */
export abstract class ContextNode {
  /** The next outer context. */
  parent: ContextNode | null;
  /** 0 while the context is passed on; else the value of `contextState.deactivations` when that ended. */
  offAt = 0;
  /** Whether this context or an outer one has a manager that wants to be entered. */
  managed: boolean;

  constructor(parent: ContextNode | null, managed: boolean) {
    this.parent = parent;
    this.managed = managed || (parent !== null && parent.managed);
  }

  /**
   * Offers an error that left a callback of this context.
   * @returns true when the error is dealt with, false when the next outer context should get it
   */
  abstract handle(error: unknown): boolean;
}

/** A context whose manager is entered around every callback, see `StackContext`. */
export interface EnteredContext {
  /** Enters a new manager; gives the function that leaves it. */
  enter(): (failed: boolean, error: unknown) => boolean;
}

/** The context in force now. One object, so that every module of the shim sees the same. */
export const contextState: { current: ContextNode | null; deactivations: number } = { current: null, deactivations: 0 };

/** Gives the context to remember for a callback: the one in force, without those that were switched off. */
export function captureContext(): ContextNode | null {
  const current = contextState.current;
  return current === null ? null : skipInactive(current);
}

function skipInactive(head: ContextNode): ContextNode | null {
  let node: ContextNode | null = head;
  while (node !== null && node.offAt !== 0) node = node.parent;
  // Chains made by engines that start one another would grow for ever without shortening the link as well.
  if (node !== null) {
    let parent = node.parent;
    if (parent !== null && parent.offAt !== 0) {
      while (parent !== null && parent.offAt !== 0) parent = parent.parent;
      node.parent = parent;
    }
  }
  return node;
}

/** Switches a context off: it is not passed on to callbacks that are scheduled or run later. */
export function deactivate(node: ContextNode): void {
  if (node.offAt === 0) node.offAt = ++contextState.deactivations;
}
