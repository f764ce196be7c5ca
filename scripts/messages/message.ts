/** One diagnostic as it is written in `messages/*.md`. */
export interface Message {
  /** `CS` and four digits. */
  readonly code: string;
  /** What the code of coshift calls it: kebab case, unique. */
  readonly name: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** One line with `{placeholders}`. */
  readonly template: string;
  /** Markdown: why, an example, what to do. */
  readonly explanation: string;
}

/** A range of codes that belong together: all that share a first digit. */
export interface Area {
  /** `CS1` to `CS9`: what the codes of the area begin with. */
  readonly prefix: string;
  readonly title: string;
  readonly introduction: string;
}
