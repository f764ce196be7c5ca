/** A file as it was read: the input of every stage. */
export interface SourceFile {
  /** Path relative to the project root, with forward slashes: the name used in reports and diffs. */
  readonly path: string;
  /** The exact text, byte-order mark and line ends included. */
  readonly text: string;
}

/** Where something stands in a file. Lines and columns are 1-based; offsets count UTF-16 units from 0. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}
