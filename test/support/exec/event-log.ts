import { describeValue } from './describe-value.js';

/** One observed event: the virtual time in milliseconds, and what happened as one line of text. */
export interface TraceRow {
  readonly at: number;
  readonly event: string;
}

/** Collects the events of one scenario in the order in which they happen. */
export class EventLog {
  readonly rows: TraceRow[] = [];
  readonly #now: () => number;

  /** @param now gives the current virtual time in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Records `label` followed by each value in a form without stacks, addresses or paths. */
  add(label: string, values: readonly unknown[] = []): void {
    const event = [label, ...values.map(describeValue)].join(' ');
    this.rows.push({ at: this.#now(), event });
  }

  /** The rows as lines: `@<ms> <event>`. */
  lines(): string[] {
    return this.rows.map((row) => `@${row.at} ${row.event}`);
  }
}
