import type { EventLog } from './event-log.js';

const eventName = 'unhandledRejection';

/**
 * Turns uncaught exceptions and unhandled rejections into events of `log`, in place of whoever listened before.
 * @returns gives the events back to their listeners
 */
export function captureFailures(log: EventLog): () => void {
  const listeners = process.listeners(eventName);
  process.removeAllListeners(eventName);
  process.on(eventName, (reason: unknown) => log.add('unhandled rejection', [reason]));
  process.setUncaughtExceptionCaptureCallback((error: unknown) => log.add('uncaught exception', [error]));
  return () => {
    process.setUncaughtExceptionCaptureCallback(null);
    process.removeAllListeners(eventName);
    for (const listener of listeners) process.on(eventName, listener);
  };
}
