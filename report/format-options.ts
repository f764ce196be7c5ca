export interface FormatOptions {
  /** Whether the reader's terminal shows colours. */
  readonly color?: boolean;
  /** Notes as well: what conversions rest on, and what was skipped. */
  readonly verbose?: boolean;
  /** Names the next step for somebody at a terminal. */
  readonly command?: 'check' | 'convert';
}
