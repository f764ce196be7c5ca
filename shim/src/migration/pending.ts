/** Shared by every loaded copy of the package, so that the mark of one copy means the same to another. */
const PENDING = Symbol.for('coshift-shim.pending');

/** What a body returns on a path that leaves the callback to other code: see `asCallback.pending`. */
export const pending: unknown = PENDING;

/** Whether a body ended without a result. */
export const isPending = (value: unknown): boolean => value === PENDING;
