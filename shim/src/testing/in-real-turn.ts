/** Taken once, before any clock replaces them. */
const { setImmediate, setTimeout } = globalThis as unknown as {
  setImmediate?: (fn: () => void) => void;
  setTimeout: (fn: () => void, milliseconds: number) => void;
};

/**
 * Runs a function in a task of its own in the real event loop, when all microtasks and `nextTick` callbacks have run and
 * rejections that nobody handles were reported. What it starts runs as after a real timer: ticks first, then microtasks.
 *
 * @param fn the function
 * @returns its value
 */
export function inRealTurn<T>(fn: () => T): Promise<T> {
  return new Promise((resolve) => {
    const run = (): void => {
      resolve(fn());
    };
    if (setImmediate) setImmediate(run);
    else setTimeout(run, 0);
  });
}
