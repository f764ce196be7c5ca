/**
 * The operations that workloads wait for, error-first and (for `Task`) with the value alone. All contenders of a workload
 * use the same ones.
 */

/** Calls back before it returns. */
export const immediate = {
  node: (value, callback) => callback(null, value),
  value: (value, callback) => callback(value),
};

/** Calls back from an immediate of its own. */
export const hostTask = {
  node: (value, callback) => void setImmediate(callback, null, value),
  value: (value, callback) => void setImmediate(callback, value),
};

/** Calls back from a queue that is drained by one immediate for all, as event loops and database drivers do. */
export const batched = {
  node(value, callback) {
    enqueue(callback, null, value, true);
  },
  value(value, callback) {
    enqueue(callback, null, value, false);
  },
  /** Calls back with an error. */
  failing(error, callback) {
    enqueue(callback, error, undefined, true);
  },
};

let queue = [];

function enqueue(callback, error, value, node) {
  if (queue.push({ callback, error, value, node }) === 1) setImmediate(drain);
}

function drain() {
  const now = queue;
  queue = [];
  for (let i = 0; i < now.length; i++) {
    const { callback, error, value, node } = now[i];
    if (node) callback(error, value);
    else callback(value);
  }
}
