import { captureErrors } from './capture-errors.js';

/** One row of a {@link Trace}. */
export interface TraceRow {
  /** Virtual milliseconds since the clock was made. */
  at: number;
  /** What happened. */
  event: string;
  /** What belongs to it. */
  details: unknown[];
}

/** Events in the order in which they happened, with their virtual times: what two versions of a program are compared by. */
export class Trace {
  readonly rows: TraceRow[] = [];
  readonly #clock: { readonly elapsed: number };

  /** @param clock gives the times, as a `VirtualClock` does */
  constructor(clock: { readonly elapsed: number }) {
    this.#clock = clock;
  }

  /** Adds a row; may be passed around without its object. */
  readonly log = (event: string, ...details: unknown[]): void => {
    this.rows.push({ at: this.#clock.elapsed, event, details });
  };

  /** An error-first callback that logs all its arguments. */
  readonly callback =
    (event: string) =>
    (...args: unknown[]): void => {
      this.log(event, ...args);
    };

  /**
   * Logs what a promise comes to: `event` with the value, or `event failed` with the reason.
   * @returns a promise that resolves when the row is there
   */
  readonly settle = async (event: string, promise: PromiseLike<unknown>): Promise<void> => {
    try {
      this.log(event, await promise);
    } catch (error) {
      this.log(`${event} failed`, error);
    }
  };

  /**
   * Logs uncaught exceptions and unhandled rejections as rows of these names, instead of letting them end the program.
   * @returns stops that
   */
  captureErrors(): () => void {
    return captureErrors((kind, error) => {
      this.log(kind, error);
    });
  }

  /** The rows as text, one line each, errors as `Name: message`; good for a comparison that people can read. */
  lines(): string[] {
    return this.rows.map(({ at, event, details }) => [String(at), event, ...details.map(show)].join(' '));
  }
}

function show(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value === 'function') return `[function ${value.name}]`;
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
