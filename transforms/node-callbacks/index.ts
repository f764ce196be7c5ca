import { fileContext } from '../../analysis/file-context.js';
import { planFile } from '../../conversion/plan/plan-file.js';
import type { DecisionWork } from '../../conversion/plan/file-work.js';
import { rewriteFile } from '../../conversion/rewrite/rewrite-file.js';
import type { Edit, FilePlan, ParsedFile, Transform } from '../../core/index.js';
import { insertImport } from '../../syntax/import-insertion.js';

const NAME = 'node-callbacks';

/** Error-first callbacks and callback functions. */
export const nodeCallbacks: Transform = {
  name: NAME,
  summary: 'error-first callbacks and callback functions become async functions that keep their callback',
  mayApply: (text) => /\bfunction\b|=>/.test(text),
  plan: (file, project, options) => {
    const work = planFile(fileContext(file), project, options, NAME);
    return {
      path: file.source.path,
      decisions: work.decisions,
      diagnostics: [],
      rewrites: work.works,
      shimImports: work.shim,
    };
  },
  rewrite: (file, plan, options) => rewrite(file, plan as FilePlan<DecisionWork>, options.shimSpecifier),
};

function rewrite(file: ParsedFile, plan: FilePlan<DecisionWork>, specifier: string): Edit[] {
  if (plan.rewrites.length === 0) return [];
  const names = plan.shimImports;
  const insertion = insertImport(file, { specifier, names });
  const edits = rewriteFile(file, plan.rewrites, (name) => insertion.localNames.get(name) ?? name);
  const owner = plan.rewrites[0]!.decision;
  return [...insertion.edits.map((edit) => ({ ...edit, decision: owner })), ...edits].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
}
