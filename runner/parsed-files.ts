import { diagnose, type Diagnostic, type ParsedFile, type SourceFile } from '../core/index.js';
import { ParseError } from '../syntax/parse-error.js';
import { parse } from '../syntax/parse.js';

/** Parses each file at most once. */
export class ParsedFiles {
  readonly #parsed = new Map<SourceFile, ParsedFile | Diagnostic>();

  /** The parsed file, or why it does not parse. */
  get(source: SourceFile): ParsedFile | Diagnostic {
    let result = this.#parsed.get(source);
    if (!result) this.#parsed.set(source, (result = parseFile(source)));
    return result;
  }

  /** The parsed file, for those who only collect facts; undefined when it does not parse. */
  find(source: SourceFile): ParsedFile | undefined {
    const result = this.get(source);
    return 'ast' in result ? result : undefined;
  }
}

function parseFile(source: SourceFile): ParsedFile | Diagnostic {
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const { line, column, reason } = error;
    const start = offsetOf(source.text, line, column);
    return diagnose('parse-failed', { detail: reason }, source.path, { start, end: start, line, column });
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}
