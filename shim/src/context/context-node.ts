/** What became of an error that was offered to a context. */
export const REFUSED = 0;
export const HANDLED = 1;
/** The context failed itself; its own error, in {@link contextState}.replacement, takes the place of the first one. */
export const REPLACED = 2;

/** Bit of {@link ContextNode}.flags: this context or an outer one has a manager that wants to be entered. */
export const MANAGED = 1;

/**
 * One link in the chain of contexts that follows callbacks around. The chain answers two questions for a callback
 * that the shim runs: who hears of its errors, and which managers have to be entered around it.
 *
 * After `tornado/stack_context.py`, where the chain is a tuple; a linked list costs nothing to capture.
 */
export abstract class ContextNode {
  /** The next outer context. */
  parent: ContextNode | null;
  /** 0 while the context is passed on; else the value of {@link contextState}.deactivations when that ended. */
  offAt = 0;
  /** {@link MANAGED}, and bits of the subclass; one field, since there is a context per engine call. */
  flags: number;

  constructor(parent: ContextNode | null, managed: boolean) {
    this.parent = parent;
    this.flags = managed || (parent !== null && (parent.flags & MANAGED) !== 0) ? MANAGED : 0;
  }

  /** Offers an error that left a callback of this context. Must not throw. */
  abstract receive(error: unknown): typeof REFUSED | typeof HANDLED | typeof REPLACED;
}

/** A context whose manager is entered around every callback, see `StackContext`. */
export interface EnteredContext {
  /** Enters a new manager; gives the function that leaves it. */
  enter(): (failed: boolean, error: unknown) => boolean;
}

/** State of all contexts; one object, so that every module of the shim sees the same. */
interface ContextState {
  /** The context in force now. */
  current: ContextNode | null;
  /** Whether the loop is running callbacks, which know their contexts, also if those are none. */
  dispatching: boolean;
  /** How many contexts were switched off so far. */
  deactivations: number;
  /** See {@link REPLACED}. */
  replacement: unknown;
}

/** The state of all contexts. */
export const contextState: ContextState = {
  current: null,
  dispatching: false,
  deactivations: 0,
  replacement: undefined,
};

/** Gives the context to remember for a callback: the one in force, without those that were switched off. */
export function captureContext(): ContextNode | null {
  const current = contextState.current;
  return current === null ? null : skipInactive(current);
}

function skipInactive(head: ContextNode): ContextNode | null {
  const node = firstActive(head);
  // Chains made by engines that start one another would grow for ever without shortening the link as well.
  if (node !== null && node.parent !== null && node.parent.offAt !== 0) node.parent = firstActive(node.parent);
  return node;
}

/** Gives the innermost context of a chain that is passed on. */
export function firstActive(head: ContextNode): ContextNode | null {
  let node: ContextNode | null = head;
  while (node !== null && node.offAt !== 0) node = node.parent;
  return node;
}

/** Switches a context off: it is not passed on to callbacks that are scheduled or run later. */
export function deactivate(node: ContextNode): void {
  if (node.offAt === 0) node.offAt = ++contextState.deactivations;
}
