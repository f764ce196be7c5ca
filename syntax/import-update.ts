import type { ParsedFile } from '../core/index.js';
import { commentsIn } from './comments.js';
import { findExistingImports } from './existing-import.js';
import { inBraces, insertImport, type ImportInsertion, type ImportRequest } from './import-insertion.js';
import { importUnits, type ImportUnit } from './import-units.js';
import { lastOfLeadingGroup } from './leading-group.js';
import { isFirstOnLine, isLastOnLine, lineStart, nextLineStart } from './lines.js';
import type { TextEdit } from './text-edits.js';
import { unusedAfter } from './unused-imports.js';

/**
 * Brings the imports of a module in line with what a file uses once it is edited: what nobody reads any more goes, new names
 * take its place, and a statement that is left with nothing goes as a whole. Comments stay.
 *
 * @param request the module, and what the edits use of it
 * @param edit makes the edits, when it is told what each requested name is called in the file
 */
export function updateImports<Edit extends TextEdit>(
  file: ParsedFile,
  request: ImportRequest,
  edit: (localNames: ReadonlyMap<string, string>) => readonly Edit[],
): { readonly imports: readonly TextEdit[]; readonly edits: readonly Edit[] } {
  const { specifier } = request;
  const insertion = insertImport(file, request);
  const edits = edit(insertion.localNames);
  const units = importUnits(file, specifier);
  const unused = unusedAfter(file, units, edits);
  if (unused.size === 0) return { imports: insertion.edits, edits };
  const changes = units
    .map((unit) => ({ unit, kept: unit.items.filter((item) => !unused.has(item)) }))
    .filter(({ unit, kept }) => kept.length < unit.items.length && mayChange(file, unit));
  const missing = missingNames(file, specifier, insertion);
  const host = missing.length > 0 ? changes.find(({ unit }) => unit.direct) : undefined;
  const removals = changes.flatMap((change) => {
    const added = change === host ? missing : [];
    return editUnit(
      file,
      change.unit,
      change.kept.map(({ node }) => textOf(file, node)),
      added,
    );
  });
  return { imports: [...(host ? [] : insertion.edits), ...removals], edits };
}

/** A comment between the names would have no place. */
export function mayChange(file: ParsedFile, { statement, declarator, items }: ImportUnit): boolean {
  const start = items[0]!.node.start!;
  const end = items.at(-1)!.node.end!;
  const whole = declarator ?? statement;
  return commentsIn(file, start, end).length === 0 && commentsIn(file, whole.start!, whole.end!).length === 0;
}

function missingNames(
  file: ParsedFile,
  specifier: string,
  { localNames, edits }: ImportInsertion,
): (readonly [imported: string, local: string])[] {
  if (edits.length === 0) return [];
  const existing = findExistingImports(file, specifier, lastOfLeadingGroup(file));
  return [...localNames].filter(([imported]) => !existing.some(({ names }) => names.has(imported)));
}

export function editUnit(
  file: ParsedFile,
  unit: ImportUnit,
  kept: readonly string[],
  added: readonly (readonly [string, string])[],
): TextEdit[] {
  const separator = unit.declarator ? ': ' : ' as ';
  const all = [...kept, ...added.map(([name, local]) => (name === local ? name : name + separator + local))];
  if (all.length === 0) return [removeUnit(file, unit)];
  const first = unit.items[0]!.node;
  const last = unit.items.at(-1)!.node;
  if (unit.form === 'name')
    return [{ start: first.start!, end: endOfName(unit), text: inBraces(file, all.join(', ')) }];
  const { text } = file.source;
  const gap = unit.items.length > 1 ? text.slice(unit.items[0]!.node.end!, unit.items[1]!.node.start!) : ', ';
  return [{ start: first.start!, end: last.end!, text: all.join(gap) }];
}

/** `gen: any` goes with its type. */
function endOfName({ items, declarator }: ImportUnit): number {
  const id = declarator?.id;
  return id?.type === 'Identifier' ? id.end! : items[0]!.node.end!;
}

function removeUnit(file: ParsedFile, { statement, declarator }: ImportUnit): TextEdit {
  if (statement.type === 'VariableDeclaration' && declarator && statement.declarations.length > 1) {
    const list = statement.declarations;
    const at = list.indexOf(declarator);
    if (at === 0) return { start: declarator.start!, end: list[1]!.start!, text: '' };
    return { start: list[at - 1]!.end!, end: declarator.end!, text: '' };
  }
  return removeStatement(file, statement.start!, statement.end!);
}

/** The line goes as well when nothing else is on it, and a blank line that then has nothing to keep apart. */
export function removeStatement({ source: { text } }: ParsedFile, start: number, end: number): TextEdit {
  if (!isFirstOnLine(text, start) || !isLastOnLine(text, end)) {
    const gap = /^[ \t]*/.exec(text.slice(end))![0].length;
    return { start, end: isFirstOnLine(text, start) ? end + gap : end, text: '' };
  }
  const from = lineStart(text, start);
  const to = nextLineStart(text, end);
  const blank = /^[ \t]*\r?\n/.exec(text.slice(to))?.[0].length ?? 0;
  const isBehindBlank = from === 0 || text[from - 1] === '\uFEFF' || /\n[ \t]*\r?\n$/.test(text.slice(0, from));
  return { start: from, end: to + (isBehindBlank ? blank : 0), text: '' };
}

export const textOf = (
  { source: { text } }: ParsedFile,
  node: { start?: number | null; end?: number | null },
): string => text.slice(node.start!, node.end!);

/** Where the name of a module stands in the imports of a file: it may go with them. */
export function importSources(file: ParsedFile, specifier: string): { start: number; end: number }[] {
  return importUnits(file, specifier).map(({ statement, declarator }) => {
    const { start, end } = declarator ?? statement;
    return { start: start!, end: end! };
  });
}
