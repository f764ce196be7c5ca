/** Classes of errors that are not worth a log entry when they are not the first. */
export type QuietExceptions = ErrorClass | readonly ErrorClass[];
type ErrorClass = abstract new (...args: never[]) => unknown;

/** Options of functions that would otherwise log errors nobody receives. */
export interface QuietOptions {
  /** A class, or classes, of errors that are dropped instead of logged. */
  readonly quietExceptions?: QuietExceptions | undefined;
}

/** Tells whether an error is one of the quiet ones. */
export function isQuiet(error: unknown, quiet: QuietExceptions): boolean {
  return (typeof quiet === 'function' ? [quiet] : quiet).some((Class) => error instanceof Class);
}
