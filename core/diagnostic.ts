import type { SourceRange } from './source-file.js';

/** `safe`: behaviour is kept up to the documented equivalences; `unsafe`: rests on a named, unproved assumption; `manual`: a person must decide. */
export type Applicability = 'safe' | 'unsafe' | 'manual';

export type Severity = 'error' | 'warning' | 'note';

/** One finding with a stable code; its text lives in `messages/`. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly range?: SourceRange;
}
