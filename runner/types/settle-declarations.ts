import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type Decision, type FileOutcome, type SourceFile } from '../../core/index.js';
import { applyEdits } from '../../syntax/text-edits.js';
import { refuse } from '../file-outcomes.js';
import { isDiagnostic, readSource } from '../read-source.js';
import { declarationEdits, type DeclarationEdit } from './declaration-edits.js';
import { dualExports } from './dual-exports.js';
import { promiseOverloads } from './promise-overloads.js';

/**
 * Keeps the `.d.ts` file beside a JavaScript file true: where an exported function loses its callback, its declaration
 * does so, too, and where it can be called without it, a declaration is added that says so. A file is taken back when a
 * lost callback can't be followed in its declarations.
 *
 * @param root absolute path of the project
 */
export function settleDeclarations(outcomes: readonly FileOutcome[], root: string): readonly FileOutcome[] {
  return outcomes.flatMap((outcome) => {
    const name = outcome.status === 'changed' ? /\.([cm]?)jsx?$/.exec(outcome.path) : undefined;
    if (!name || !outcome.decisions.some(({ verdict }) => verdict === 'convert' || verdict === 'dual')) return outcome;
    const path = outcome.path.slice(0, name.index) + `.d.${name[1]}ts`;
    if (!existsSync(join(root, path))) return outcome;
    const source = readSource(root, path);
    return isDiagnostic(source) ? outcome : withDeclarations(outcome, source);
  });
}

function withDeclarations(outcome: FileOutcome, source: SourceFile): FileOutcome | FileOutcome[] {
  const lost = outcome.decisions.filter(({ verdict }) => verdict === 'convert');
  const edits = lost.map((decision) => declarationEdits(source, lastName(decision.title)));
  const open = edits.find((edit) => typeof edit === 'string');
  if (open !== undefined) {
    const args = { declarations: source.path, detail: open };
    return refuse(outcome, diagnose('declaration-not-followed', args, outcome.path));
  }
  const followed = lost.flatMap((decision, index) =>
    (edits[index] as readonly DeclarationEdit[]).map((edit) => owned(source, edit, decision)),
  );
  const all = [...followed, ...addedIn(outcome, source)];
  return all.length === 0 ? outcome : [outcome, changed(source, all)];
}

/** The promises of functions that keep their callbacks. */
function addedIn({ path, after, decisions }: FileOutcome, source: SourceFile): Owned[] {
  const dual = decisions.filter(({ verdict }) => verdict === 'dual');
  if (dual.length === 0 || after === undefined) return [];
  return dualExports({ path, text: after }).flatMap((fn) => {
    const decision = dual.find(({ title }) => lastName(title) === fn.name);
    return decision ? promiseOverloads(source, fn).map((edit) => owned(source, edit, decision)) : [];
  });
}

/** `readJson` of `exports.readJson`. */
const lastName = (title: string): string => title.split('.').at(-1)!;

interface Owned {
  readonly edit: DeclarationEdit;
  readonly decision: Decision;
}

const owned = (source: SourceFile, edit: DeclarationEdit, cause: Decision): Owned => ({
  edit,
  decision: declarationDecision(source, edit, cause),
});

function changed({ path, text }: SourceFile, all: readonly Owned[]): FileOutcome {
  const edits = all
    .flatMap(({ edit, decision }) => edit.edits.map((one) => ({ ...one, decision: decision.id })))
    .sort((a, b) => a.start - b.start);
  return {
    path,
    status: 'changed',
    before: text,
    after: applyEdits(text, edits),
    edits,
    decisions: all.map(({ decision }) => decision),
    diagnostics: [],
    shimImports: [],
  };
}

function declarationDecision(
  { path, text }: SourceFile,
  { name, start, end }: DeclarationEdit,
  cause: Decision,
): Decision {
  const lines = text.slice(0, start).split('\n');
  return {
    id: `${path}#${name}`,
    siteKey: name,
    transform: cause.transform,
    path,
    range: { start, end, line: lines.length, column: lines.at(-1)!.length + 1 },
    title: `declaration of ${name}`,
    verdict: 'declaration',
    applicability: cause.applicability,
    reasons: [],
    requires: [cause.id],
    operations: 0,
  };
}
