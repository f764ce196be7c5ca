/** What reached the process itself. */
export interface ProcessError {
  kind: 'uncaughtException' | 'unhandledRejection';
  error: unknown;
}

/**
 * Takes uncaught exceptions and unhandled rejections away from the test runner until `stop()`, which gives the rows.
 */
export function captureProcessErrors(): { rows: ProcessError[]; stop(): ProcessError[] } {
  const rows: ProcessError[] = [];
  const kinds = ['uncaughtException', 'unhandledRejection'] as const;
  const restore = kinds.map((kind) => {
    const before = process.listeners(kind as 'uncaughtException');
    process.removeAllListeners(kind);
    process.on(kind, (error: unknown) => rows.push({ kind, error }));
    return () => {
      process.removeAllListeners(kind);
      for (const listener of before) process.on(kind, listener);
    };
  });
  return {
    rows,
    stop: () => {
      for (const put of restore) put();
      return rows;
    },
  };
}

/** Resolves when the microtasks, ticks and immediates that are due now have run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
