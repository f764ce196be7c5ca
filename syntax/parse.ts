import { parse as parseWithBabel } from '@babel/parser';
import type { File } from '@babel/types';
import type { ParsedFile, SourceFile } from '../core/index.js';
import { detectStyle } from './detect-style.js';
import { ParseError } from './parse-error.js';
import { parseAttempts, parserOptions } from './parser-options.js';
import { blankPreamble } from './source-preamble.js';
import { uncoverCallees } from './typed-expression.js';

/**
 * Parses a file. Offsets of nodes and comments refer to `source.text` itself, byte-order mark and hashbang included.
 * Errors from which the parser could recover are left in `ast.errors`.
 *
 * @throws {ParseError} when no configuration accepts the text
 */
export function parse(source: SourceFile): ParsedFile {
  const text = blankPreamble(source.text);
  const errors: unknown[] = [];
  for (const attempt of parseAttempts(source.path, text)) {
    try {
      const ast = parseWithBabel(text, parserOptions(attempt)) as File;
      if (/\.[cm]?tsx?$/.test(source.path)) uncoverCallees(ast);
      const sourceType = hasModuleSyntax(ast) ? 'module' : attempt.sourceType;
      return { source, ast, sourceType, style: detectStyle(source.text, ast) };
    } catch (error) {
      errors.push(error);
    }
  }
  throw toParseError(source.path, furthest(errors));
}

function hasModuleSyntax(ast: File): boolean {
  return ast.program.body.some((statement) => /^(Import|Export)\w*Declaration$/.test(statement.type));
}

/** The error of the configuration that got furthest: the others stumbled over the choice of grammar. */
function furthest(errors: readonly unknown[]): unknown {
  const position = (error: unknown): number => (error as { pos?: number }).pos ?? -1;
  return errors.reduce((best, error) => (position(error) > position(best) ? error : best));
}

function toParseError(path: string, error: unknown): ParseError {
  const { message = String(error), loc } = error as { message?: string; loc?: { line: number; column: number } };
  const reason = message.replace(/ \(\d+:\d+\)$/, '').split('\n')[0]!;
  const hint = 'Fix the syntax error, or leave the file out with --ignore-pattern.';
  return new ParseError(path, reason, loc?.line ?? 1, (loc?.column ?? 0) + 1, hint);
}
