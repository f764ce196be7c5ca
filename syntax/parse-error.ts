/** A file that no parser configuration accepts. Lines and columns are 1-based. */
export class ParseError extends Error {
  override readonly name = 'ParseError';

  /**
   * @param path file name relative to the project root
   * @param reason what the parser says, without its position
   * @param line 1-based line of the first error
   * @param column 1-based column of the first error, in UTF-16 units
   * @param hint what the reader can do about it
   */
  constructor(
    readonly path: string,
    readonly reason: string,
    readonly line: number,
    readonly column: number,
    readonly hint: string,
  ) {
    super(`${path}:${line}:${column}: ${reason}`);
  }
}
