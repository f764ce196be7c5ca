import type { Diagnostic } from './diagnostic.js';
import type { Edit } from './edit.js';
import type { ParsedFile } from './parsed-file.js';
import type { FilePlan } from './plan.js';

/** The products of a run in the order in which they are made; `--stop-after` takes these names. */
export const stages = [
  'SourceFile',
  'ParsedFile',
  'FileFacts',
  'ProjectFacts',
  'FilePlan',
  'Rewritten',
  'Printed',
  'Verified',
  'FileOutcome',
  'RunReport',
] as const;

export type Stage = (typeof stages)[number];

/** A file with the edits that carry out its plans. */
export interface Rewritten {
  readonly file: ParsedFile;
  /** One plan for each transform that looked at the file. */
  readonly plans: readonly FilePlan[];
  readonly edits: readonly Edit[];
}

/** A file with its new text. */
export interface Printed extends Rewritten {
  readonly text: string;
}

/** A file whose new text was checked; without failures it is ready to write. */
export interface Verified extends Printed {
  readonly failures: readonly Diagnostic[];
}
