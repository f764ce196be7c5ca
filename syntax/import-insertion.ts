import type { Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { startsLikeContinuation } from './asi.js';
import { bracePadding } from './brace-padding.js';
import { commentsIn, endOfTrailingComments, leadingCommentStart, trailingCommentEnd } from './comments.js';
import { findExistingImports, type ExistingImport } from './existing-import.js';
import { statementEnd } from './expression-text.js';
import { lastOfLeadingGroup } from './leading-group.js';
import { indentAt, isFirstOnLine, isLastOnLine, lineBreaksBetween, lineStart } from './lines.js';
import { moduleStyle, type ModuleStyle } from './module-style.js';
import { uniqueName } from './names.js';
import { sourcePreamble } from './source-preamble.js';
import { takenNames } from './taken-names.js';
import type { TextEdit } from './text-edits.js';

export interface ImportRequest {
  readonly specifier: string;
  /** Exported names that the file is going to use. */
  readonly names: readonly string[];
  /** Names that may not be taken although the file does not hold them yet. */
  readonly reserved?: ReadonlySet<string>;
  /** What a name is called where its own is taken; a number is put behind it otherwise. */
  readonly alias?: (name: string) => string;
  /** Where the names are going to be used; without it, a name used for something else anywhere in the file gets an alias. */
  readonly usedIn?: readonly Node[];
}

export interface ImportInsertion {
  readonly edits: readonly TextEdit[];
  /** What each requested name is called in the file. */
  readonly localNames: ReadonlyMap<string, string>;
}

interface NewName {
  readonly imported: string;
  readonly local: string;
}

/**
 * Makes exported names of a module available at the top level of a file, in the file's own module style. Names that are
 * imported already are reused, an existing import of the module is extended, and a name that is in use gets an alias.
 */
export function insertImport(file: ParsedFile, request: ImportRequest): ImportInsertion {
  const existing = findExistingImports(file, request.specifier, lastOfLeadingGroup(file));
  const localNames = new Map<string, string>();
  const missing: NewName[] = [];
  const taken = new Set([...takenNames(file, request.usedIn), ...(request.reserved ?? [])]);
  for (const imported of new Set(request.names)) {
    const known = existing.find(({ names }) => names.has(imported))?.names.get(imported);
    const base = taken.has(imported) && request.alias ? request.alias(imported) : imported;
    const local = known ?? uniqueName(base, (name) => taken.has(name));
    taken.add(local);
    localNames.set(imported, local);
    if (!known) missing.push({ imported, local });
  }
  if (missing.length === 0) return { edits: [], localNames };
  const edits = existing[0] ? extend(file, existing[0], missing) : [declare(file, request.specifier, missing)];
  return { edits, localNames };
}

function extend(file: ParsedFile, { target }: ExistingImport, names: readonly NewName[]): TextEdit[] {
  const { text } = file.source;
  if (target.kind === 'default') return [insertion(target.end, `, ${inBraces(file, list(names, ' as '))}`)];
  const added = names.map((name) => item(name, target.separator));
  const last = target.items.at(-1);
  if (!last) return [{ start: target.start + 1, end: target.end, text: padded(file, added.join(', ')) }];
  const behind = text.slice(last.end!, target.end);
  const comma = /^\s*,/.exec(behind)?.[0].length ?? 0;
  const isMultiLine = lineBreaksBetween(text, target.start, last.start!) > 0;
  if (!isMultiLine) return [insertion(last.end! + comma, (comma ? ' ' : ', ') + added.join(', '))];
  const gap = file.style.eol + indentAt(text, last.start!);
  const lines = gap + added.join(`,${gap}`) + (comma ? ',' : '');
  const at = endOfTrailingComments(file, last.end! + comma);
  if (comma) return [insertion(at, lines)];
  return at === last.end ? [insertion(at, `,${lines}`)] : [insertion(last.end!, ','), insertion(at, lines)];
}

function declare(file: ParsedFile, specifier: string, names: readonly NewName[]): TextEdit {
  const line = declaration(file, moduleStyle(file), specifier, names);
  const group = lastOfLeadingGroup(file);
  return group ? behindStatement(file, trailingCommentEnd(file, group), line) : atTop(file, line);
}

function declaration(file: ParsedFile, style: ModuleStyle, specifier: string, names: readonly NewName[]): string {
  const { quote } = file.style;
  const source = quote + specifier + quote;
  if (style.kind === 'import')
    return `import ${inBraces(file, list(names, ' as '))} from ${source}${statementEnd(file.style)}`;
  return `${style.keyword} ${inBraces(file, list(names, ': '))} = require(${source})${statementEnd(file.style)}`;
}

function behindStatement(file: ParsedFile, end: number, line: string): TextEdit {
  const { text } = file.source;
  if (!isLastOnLine(text, end)) return insertion(end, ` ${ended(line)}`);
  return insertion(end, file.style.eol + guarded(line, text.slice(end)));
}

/** In front of the first statement, but behind hashbang, directives and a header comment. */
function atTop(file: ParsedFile, line: string): TextEdit {
  const { text } = file.source;
  const { eol } = file.style;
  const first = file.ast.program.body[0];
  if (!first) return atEnd(file, line);
  const start = headingStart(file, leadingCommentStart(file, first));
  if (!isFirstOnLine(text, start)) return insertion(start, `${ended(line)} `);
  return insertion(lineStart(text, start), guarded(line, text.slice(start)) + eol + eol);
}

/** A few words, with or without a rule: `/** Constants *\/`, `///--- Exports`. What tools read has other words. */
const HEADING = /^[\s*/=-]*[A-Z][a-z]*(?: [a-z]+){0,3}\.?[\s*/=-]*$/;

/** Where the code begins with its heading, when another comment or a directive stands above that as the head of the file. */
function headingStart(file: ParsedFile, start: number): number {
  const { text } = file.source;
  const above = commentsIn(file, 0, start);
  const heading = above.at(-1);
  if (!heading || !HEADING.test(heading.value) || text.slice(heading.end, start).trim() !== '') return start;
  const [end] = [...above.slice(0, -1), ...file.ast.program.directives]
    .map((before) => before.end!)
    .sort((one, other) => other - one);
  // Without a blank line it is the end of what stands above.
  return end !== undefined && /\n\s*\n\s*$/.test(text.slice(end, heading.start)) ? heading.start! : start;
}

/** With a semicolon when the next statement would otherwise continue this one. */
function guarded(line: string, next: string): string {
  return startsLikeContinuation(next) ? ended(line) : line;
}

/** A file without statements: comments, directives or nothing at all. */
function atEnd(file: ParsedFile, line: string): TextEdit {
  const { text } = file.source;
  const { eol } = file.style;
  const isOpenLine = text.length > (sourcePreamble(text).hasBom ? 1 : 0) && !text.endsWith('\n');
  return insertion(text.length, (isOpenLine ? eol : '') + line + eol);
}

function ended(line: string): string {
  return line.endsWith(';') ? line : `${line};`;
}

export const inBraces = (file: ParsedFile, names: string): string => `{${padded(file, names)}}`;

function padded(file: ParsedFile, names: string): string {
  const padding = bracePadding(file);
  return padding + names + padding;
}

function list(names: readonly NewName[], separator: string): string {
  return names.map((name) => item(name, separator)).join(', ');
}

function item({ imported, local }: NewName, separator: string): string {
  return imported === local ? imported : imported + separator + local;
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
