/** Replaces `[start, end)` of the original text. Edits of one file never overlap. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Id of the decision that owns this edit. */
  readonly decision: string;
}
