import type { EventLog } from './event-log.js';

const rows = { uncaughtException: 'uncaught exception', unhandledRejection: 'unhandled rejection' } as const;

/**
 * Turns uncaught exceptions and unhandled rejections into events of `log`, in place of whoever listened before.
 * @returns gives the events back to their listeners
 */
export function captureFailures(log: EventLog): () => void {
  const releases = Object.entries(rows).map(([event, label]) =>
    replaceListeners(event, (reason) => log.add(label, [reason])),
  );
  return () => {
    for (const release of releases) release();
  };
}

function replaceListeners(event: string, listener: (reason: unknown) => void): () => void {
  const before = process.listeners(event as 'exit') as ((...args: unknown[]) => void)[];
  process.removeAllListeners(event);
  process.on(event, listener);
  return () => {
    process.removeListener(event, listener);
    for (const one of before) process.on(event, one);
  };
}
