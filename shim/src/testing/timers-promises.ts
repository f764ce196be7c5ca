import type { VirtualTimers } from './virtual-timers.js';

/** Options of the functions of `node:timers/promises` that matter here. */
interface WaitOptions {
  readonly signal?: AbortSignal;
}

/** A timer that can be given up. */
interface Closable {
  close(): unknown;
}

/**
 * The functions of `node:timers/promises` over virtual timers.
 *
 * @param timers the timers
 */
export function timersPromises(timers: VirtualTimers): Record<string, unknown> {
  const wait = (delay?: number, value?: unknown, options?: WaitOptions): Promise<unknown> =>
    whenCalled((resolve) => timers.setTimeout(resolve, delay), value, options);
  async function* interval(delay?: number, value?: unknown, options?: WaitOptions): AsyncGenerator<unknown> {
    for (;;) yield await wait(delay, value, options);
  }
  return {
    setTimeout: wait,
    setImmediate: (value?: unknown, options?: WaitOptions) =>
      whenCalled((resolve) => timers.setImmediate(resolve), value, options),
    setInterval: interval,
  };
}

/** A promise for the call of a timer's function; rejects as Node's do when the signal is aborted first. */
function whenCalled<T>(start: (resolve: () => void) => Closable, value: T, options: WaitOptions = {}): Promise<T> {
  const { signal } = options;
  if (signal?.aborted === true) return Promise.reject(abortError(signal.reason));
  return new Promise((resolve, reject) => {
    const timer = start(() => {
      signal?.removeEventListener('abort', abort);
      resolve(value);
    });
    const abort = (): void => {
      timer.close();
      reject(abortError(signal?.reason));
    };
    signal?.addEventListener('abort', abort, { once: true });
  });
}

function abortError(cause: unknown): Error {
  const error = new Error('The operation was aborted', { cause });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}
