import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type Decision, type FileOutcome, type SourceFile } from '../../core/index.js';
import { applyEdits } from '../../syntax/text-edits.js';
import { refuse } from '../file-outcomes.js';
import { isDiagnostic, readSource } from '../read-source.js';
import { declarationEdits, type DeclarationEdit } from './declaration-edits.js';

/**
 * Keeps the `.d.ts` file beside a JavaScript file true: where an exported function loses its callback, its declaration
 * does so, too. A file whose declarations can't be followed is taken back. Functions that keep their callbacks keep
 * their declarations.
 *
 * @param root absolute path of the project
 */
export function settleDeclarations(outcomes: readonly FileOutcome[], root: string): readonly FileOutcome[] {
  return outcomes.flatMap((outcome) => {
    const lost = outcome.status === 'changed' ? outcome.decisions.filter(({ verdict }) => verdict === 'convert') : [];
    const name = /\.([cm]?)jsx?$/.exec(outcome.path);
    if (!name || lost.length === 0) return outcome;
    const path = outcome.path.slice(0, name.index) + `.d.${name[1]}ts`;
    if (!existsSync(join(root, path))) return outcome;
    const source = readSource(root, path);
    return isDiagnostic(source) ? outcome : withDeclarations(outcome, source, lost);
  });
}

function withDeclarations(
  outcome: FileOutcome,
  source: SourceFile,
  lost: readonly Decision[],
): FileOutcome | FileOutcome[] {
  const edits = lost.map((decision) => declarationEdits(source, lastName(decision.title)));
  const open = edits.find((edit) => typeof edit === 'string');
  if (open !== undefined) {
    const args = { declarations: source.path, detail: open };
    return refuse(outcome, diagnose('declaration-not-followed', args, outcome.path));
  }
  const owned = lost.flatMap((decision, index) =>
    (edits[index] as readonly DeclarationEdit[]).map((edit) => ({
      edit,
      decision: declarationDecision(source, edit, decision),
    })),
  );
  return owned.length === 0 ? outcome : [outcome, changed(source, owned)];
}

/** `readJson` of `exports.readJson`. */
const lastName = (title: string): string => title.split('.').at(-1)!;

interface Owned {
  readonly edit: DeclarationEdit;
  readonly decision: Decision;
}

function changed({ path, text }: SourceFile, owned: readonly Owned[]): FileOutcome {
  const edits = owned
    .flatMap(({ edit, decision }) => edit.edits.map((one) => ({ ...one, decision: decision.id })))
    .sort((a, b) => a.start - b.start);
  return {
    path,
    status: 'changed',
    before: text,
    after: applyEdits(text, edits),
    edits,
    decisions: owned.map(({ decision }) => decision),
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
