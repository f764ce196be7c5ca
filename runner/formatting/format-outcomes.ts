import { dirname, join } from 'node:path';
import { diagnose, type Diagnostic, type FileOutcome } from '../../core/index.js';
import { loadPrettier, type Prettier } from './load-prettier.js';

/**
 * Formats the changed files with the Prettier of the repository, under its configuration. A file that was not in that
 * format before is left as coshift printed it: its other lines are none of the conversion's business.
 *
 * @param root absolute path of the folder that the paths of the outcomes are relative to
 */
export async function formatOutcomes(outcomes: readonly FileOutcome[], root: string): Promise<readonly FileOutcome[]> {
  const formatted: FileOutcome[] = [];
  for (const outcome of outcomes) formatted.push(await formatOutcome(outcome, root));
  return formatted;
}

/** @returns why no file can be formatted, if that is so */
export async function missingPrettier(root: string): Promise<Diagnostic | undefined> {
  return (await loadPrettier(root)) ? undefined : diagnose('formatter-not-installed', { name: 'prettier' }, '');
}

async function formatOutcome(outcome: FileOutcome, root: string): Promise<FileOutcome> {
  const { before, after, path } = outcome;
  if (outcome.status !== 'changed' || before === undefined || after === undefined) return outcome;
  const file = join(root, path);
  try {
    const prettier = await loadPrettier(dirname(file));
    const options = prettier && (await optionsFor(prettier, file, root));
    if (!options) return outcome;
    if ((await prettier.format(before, options)) !== before)
      return { ...outcome, diagnostics: [...outcome.diagnostics, diagnose('not-formatted-before', {}, path)] };
    return { ...outcome, after: await prettier.format(after, options) };
  } catch (error) {
    const reason = String(error).split('\n')[0]!;
    return { ...outcome, diagnostics: [...outcome.diagnostics, diagnose('formatter-failed', { reason }, path)] };
  }
}

/** @returns undefined for a file that Prettier does not format */
async function optionsFor(prettier: Prettier, file: string, root: string): Promise<object | undefined> {
  const ignorePath = join(root, '.prettierignore');
  const { ignored, inferredParser } = await prettier.getFileInfo(file, { ignorePath, resolveConfig: true });
  if (ignored || inferredParser === null) return undefined;
  return { ...(await prettier.resolveConfig(file, { editorconfig: true })), filepath: file };
}
