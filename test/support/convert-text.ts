import { defaultRunOptions, openProject, type Edit, type FileOutcome, type FilePlan, type ParsedFile, type RunOptions } from '../../core/index.js';
import { parse } from '../../syntax/parse.js';
import { transforms } from '../../transforms/registry.js';

/**
 * Converts one text as if it were the only file of a project whose other files are unknown.
 * @param path name of the file; its extension decides how it is parsed
 * @param options what differs from the defaults
 * @param patched modules or members that some other file replaces
 */
export function convertText(path: string, text: string, options: Partial<RunOptions> = {}, patched: readonly string[] = []): FileOutcome {
  const full: RunOptions = { ...defaultRunOptions, ...options };
  const file = parse({ path, text });
  const project = { ...openProject, patched: new Set(patched) };
  const chosen = transforms.filter(({ name }) => full.transforms.length === 0 || full.transforms.includes(name));
  const missing = full.transforms.filter((name) => !chosen.some((transform) => transform.name === name));
  if (missing.length > 0) throw new Error(`no transform named ${missing.join(', ')}`);
  const applicable = chosen.filter((transform) => transform.mayApply(text));
  const plans = applicable.map((transform) => ({ transform, plan: transform.plan(file, project, full) }));
  const edits = plans.flatMap(({ transform, plan }) => transform.rewrite(file, plan, full));
  return outcome(file, plans.map(({ plan }) => plan), edits);
}

function outcome({ source }: ParsedFile, plans: readonly FilePlan[], edits: readonly Edit[]): FileOutcome {
  const after = applyEdits(source.text, edits);
  const changed = after !== source.text;
  return {
    path: source.path,
    status: changed ? 'changed' : 'unchanged',
    before: source.text,
    ...(changed ? { after } : {}),
    edits,
    decisions: plans.flatMap((plan) => plan.decisions),
    diagnostics: plans.flatMap((plan) => plan.diagnostics),
  };
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  const descending = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  return descending.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
