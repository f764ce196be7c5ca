import { diagnose, type Diagnostic, type ParsedFile, type SourceFile } from '../core/index.js';
import { ParseError } from '../syntax/parse-error.js';
import { parse } from '../syntax/parse.js';

/** Trees of this much text are kept; they take some fifty times as much memory. */
const keptLength = 10_000_000;

/** Parses each file once, as long as memory allows, and again after that. */
export class ParsedFiles {
  readonly #parsed = new Map<SourceFile, ParsedFile | Diagnostic>();
  #length = 0;

  /** The parsed file, or why it does not parse. */
  get(source: SourceFile): ParsedFile | Diagnostic {
    const known = this.#parsed.get(source);
    if (known) return known;
    const result = parseFile(source);
    if (this.#length + source.text.length <= keptLength) {
      this.#parsed.set(source, result);
      this.#length += source.text.length;
    }
    return result;
  }

  /** Lets go of a file that nobody will ask for again. */
  release(source: SourceFile): void {
    if (this.#parsed.delete(source)) this.#length -= source.text.length;
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
