export interface FormatOptions {
  /** Whether the reader's terminal shows colours. */
  readonly color?: boolean;
  /** Notes as well: what conversions rest on, and what was skipped. */
  readonly verbose?: boolean;
  /** Columns of the reader's terminal; 80 when unknown. */
  readonly width?: number;
  /** Names the next step for somebody at a terminal. */
  readonly command?: 'check' | 'convert';
}
