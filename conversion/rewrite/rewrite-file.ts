import type { Edit, ParsedFile } from '../../core/index.js';
import type { DecisionWork } from '../plan/rounds/file-work.js';
import type { Rename, Replacement, Span } from '../items.js';
import { unmaskText } from './mask.js';
import { outermostOf } from './outermost.js';
import type { ImportedNames } from './imported-names.js';
import { Renderer } from './render.js';
import { isWithin } from '../../syntax/within.js';

/**
 * Carries out a plan: one edit for each outermost replaced stretch.
 *
 * @param names what imports are called in the file
 */
export function rewriteFile(file: ParsedFile, works: readonly DecisionWork[], names: ImportedNames): Edit[] {
  const replacements: Replacement[] = [];
  const renames = works.flatMap((work) => work.renames);
  const owner = new Map<Replacement | Rename, string>();
  for (const { replacements: own, renames: named, decision } of works) {
    const shortened = own.map((edit) => withoutLateTerminator(file, edit));
    replacements.push(...shortened);
    [...shortened, ...named].forEach((edit) => owner.set(edit, decision));
  }
  const renderer = new Renderer(file, replacements, renames, names);
  const outermost = outermostOf(replacements);
  const loose = renames.filter((rename) => !outermost.some((edit) => isWithin(rename, edit)));
  const edits = [
    ...outermost.map((edit) => ({
      ...renderedAt(renderer, edit, grown(file, edit, outermost)),
      decision: owner.get(edit)!,
    })),
    ...loose.map((rename) => ({
      start: rename.start,
      end: rename.end,
      text: rename.text,
      decision: owner.get(rename)!,
    })),
  ];
  return edits
    .map((edit) => ({ ...edit, text: withLineEnds(unmaskText(edit.text), file.style.eol) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The semicolon of a removed statement stays where it stands in front of the next one, which would continue what is above. */
function withoutLateTerminator({ source: { text } }: ParsedFile, edit: Replacement): Replacement {
  if (edit.items.length > 0 || edit.inline || /^[ \t]*(?:\r?\n|$)/.test(text.slice(edit.end))) return edit;
  const late = /\r?\n\s*;$/.exec(text.slice(edit.start, edit.end));
  return late ? { ...edit, end: edit.start + late.index } : edit;
}

function renderedAt(renderer: Renderer, edit: Replacement, grown: Span): Pick<Edit, 'start' | 'end' | 'text'> {
  const { start, end, text } = renderer.raised(edit);
  return edit.items.length === 0 ? { ...grown, text: text() } : { start, end, text: text() };
}

/** A removed statement takes its line along. */
function grown(file: ParsedFile, edit: Replacement, others: readonly Replacement[]): { start: number; end: number } {
  if (edit.items.length > 0 || edit.inline) return { start: edit.start, end: edit.end };
  const { text } = file.source;
  const lineStart = text.lastIndexOf('\n', edit.start - 1) + 1 || Number(text.startsWith('\uFEFF'));
  const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(edit.end));
  const alone = text.slice(lineStart, edit.start).trim() === '' && after !== null;
  if (!alone) return { start: edit.start, end: edit.end };
  const end = edit.end + after[0].length + blankLinesAtTop(text, lineStart, edit.end + after[0].length);
  const start = lineStart - spareBlankLine(text, lineStart, end);
  // Something is put in between, such as the brace behind the last statement of a case.
  const isShared = others.some((other) => other !== edit && start < other.end && other.start < end);
  return isShared ? { start: lineStart, end: edit.end } : { start, end };
}

/** How long the blank lines are below what stood at the head of the file or of a block. */
function blankLinesAtTop(text: string, start: number, end: number): number {
  const isHead = start === Number(text.startsWith('\uFEFF'));
  const isFirst = /\{[ \t]*\r?\n$/.test(text.slice(0, start));
  return isHead || isFirst ? /^(?:[ \t]*\r?\n)*/.exec(text.slice(end))![0].length : 0;
}

/** How long the blank line above a removed one is, when nothing is left below that it could keep apart. */
function spareBlankLine(text: string, start: number, end: number): number {
  const below = text.slice(end);
  if (!/^[ \t]*(?:\}|\r?\n)/.test(below)) return 0;
  return /\n([ \t]*\r?\n)$/.exec(text.slice(0, start))?.[1]?.length ?? 0;
}

function withLineEnds(text: string, eol: string): string {
  return eol === '\n' ? text : text.replace(/\r?\n/g, eol);
}
