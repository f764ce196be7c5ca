/** Where the shim reports errors that nobody else can receive. */
export interface Logger {
  /**
   * @param message what happened, e.g. `Exception in callback …`
   * @param error the error itself
   */
  error(message: string, error: unknown): void;
}

const consoleLogger: Logger = { error: (message, error) => console.error(message, error) };

let logger: Logger = consoleLogger;

/**
 * Replaces the receiver of the shim's error reports. The default writes them with `console.error`.
 * @param next the new receiver; undefined puts the default back
 * @returns the receiver that was in use before
 */
export function setLogger(next: Logger | undefined): Logger {
  const before = logger;
  logger = next ?? consoleLogger;
  return before;
}

/** Reports an error. */
export function logError(message: string, error: unknown): void {
  logger.error(message, error);
}
