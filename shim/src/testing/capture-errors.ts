/** An error that reached the process itself. */
export type ProcessErrorKind = 'uncaughtException' | 'unhandledRejection';

type Listener = (error: unknown) => void;

interface ProcessEvents {
  listeners(kind: ProcessErrorKind): Listener[];
  on(kind: ProcessErrorKind, listener: Listener): void;
  removeAllListeners(kind: ProcessErrorKind): void;
}

/**
 * Takes uncaught exceptions and unhandled rejections in place of whoever listened before.
 *
 * @param take gets each error; the process goes on
 * @returns gives the events back to their listeners
 */
export function captureErrors(take: (kind: ProcessErrorKind, error: unknown) => void): () => void {
  const { process } = globalThis as unknown as { process?: ProcessEvents };
  if (typeof process?.removeAllListeners !== 'function') return () => undefined;
  const restore = (['uncaughtException', 'unhandledRejection'] as const).map((kind) => {
    const before = process.listeners(kind);
    process.removeAllListeners(kind);
    process.on(kind, (error) => {
      take(kind, error);
    });
    return () => {
      process.removeAllListeners(kind);
      for (const listener of before) process.on(kind, listener);
    };
  });
  return () => {
    for (const put of restore) put();
  };
}
