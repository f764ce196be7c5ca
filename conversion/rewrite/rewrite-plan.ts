import type { Edit, FilePlan, ParsedFile } from '../../core/index.js';
import { updateImports } from '../../syntax/import-update.js';
import type { TextEdit } from '../../syntax/text-edits.js';
import { dropUnusedTypes } from '../../syntax/unused-types.js';
import type { DecisionWork } from '../plan/rounds/file-work.js';
import { promiseImports } from './promise-imports.js';
import { rewriteFile } from './rewrite-file.js';
import { tidyEdits } from './tidy/tidy-edits.js';
import { fitLines } from './width/fit-lines.js';

/**
 * Carries out the plan of a file: the edits of every decision, and the import of what they use from the shim. What they
 * leave unused of it goes, and so do imported types that nobody names any more.
 *
 * @param specifier what the shim is imported from
 */
export function rewritePlan(file: ParsedFile, plan: FilePlan, specifier: string): Edit[] {
  const works = plan.rewrites as readonly DecisionWork[];
  if (works.length === 0) return [];
  const promises = promiseImports(file, works);
  const updated = updateImports(file, { specifier, names: plan.shimImports, alias: shimAlias }, (names) => {
    const edits = rewriteFile(file, works, {
      shim: (name) => names.get(name) ?? name,
      promisesOf: (module) => promises.find(({ request }) => request.specifier === module)!.local,
    });
    return fitLines(file, tidyEdits(file, edits, names.get('asCallback')), names);
  });
  const decision = works[0]!.decision;
  const isAdded = ({ start, end }: TextEdit): boolean => start === end;
  const imports = [
    ...updated.imports,
    ...promises.flatMap(({ request }) => updateImports(file, request, () => updated.edits).imports),
  ];
  const changed = [...imports.filter((one) => !isAdded(one)), ...droppedTypes(file, plan, updated.edits, specifier)];
  let edits = [...updated.edits, ...changed.map((one) => ({ ...one, decision }))];
  for (const added of imports.filter(isAdded)) edits = withImport(edits, added, decision, file);
  return edits.sort((a, b) => a.start - b.start || a.end - b.end);
}

const shimAlias = (name: string): string => `shim${name[0]!.toUpperCase()}${name.slice(1)}`;

/** A statement goes only where the plan says so: else its module would be taken for lost. */
function droppedTypes(file: ParsedFile, { removed = [] }: FilePlan, edits: readonly Edit[], shim: string): TextEdit[] {
  return dropUnusedTypes(file, edits, shim).filter(
    ({ start, end, text }) => text !== '' || removed.some((one) => start <= one.start && one.end <= end),
  );
}

/** Behind an import that goes with its line, the new one takes its line, and the blank lines around it stay. */
function withImport(edits: readonly Edit[], added: TextEdit, decision: string, { source, style }: ParsedFile): Edit[] {
  const removed = edits.find(({ start, end }) => start < added.start && added.start <= end);
  if (!removed) return [{ ...added, decision }, ...edits];
  const { text } = source;
  const line = added.text.startsWith(style.eol) ? added.text.slice(style.eol.length) : added.text;
  const isLine = removed.text === '' && removed.end > added.start;
  const start = isLine ? added.start - text.slice(removed.start, added.start).trimStart().length : removed.start;
  const end = isLine ? added.start : removed.end;
  return edits.map((edit) => (edit === removed ? { ...edit, start, end, text: removed.text + line } : edit));
}
