import { defaultRunOptions, openProject, type FileOutcome, type RunOptions } from '../../core/index.js';
import { convertFile } from '../../runner/convert-file.js';
import { outcomeOf } from '../../runner/file-outcomes.js';
import { parse } from '../../syntax/parse.js';
import { transforms } from '../../transforms/registry.js';

/** The outcome of a file, and the text that was made of it even where a check refused it. */
export interface ConvertedText extends FileOutcome {
  readonly printed: string;
}

/** What `expect.json` says of the rest of the project. */
export interface OtherFacts {
  readonly patched?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Converts one text as if it were the only file of a project whose other files are unknown.
 * @param path name of the file; its extension decides how it is parsed
 * @param options what differs from the defaults
 * @param others what is known of the rest of the project: modules or members that some other file replaces, dependencies
 */
export function convertText(
  path: string,
  text: string,
  options: Partial<RunOptions> = {},
  { patched = [], dependencies = {} }: OtherFacts = {},
): ConvertedText {
  const full: RunOptions = { ...defaultRunOptions, ...options };
  const project = {
    ...openProject,
    patched: new Set(patched),
    dependency: (_path: string, name: string) => dependencies[name],
  };
  const context = { project, options: full, transforms: chosen(full.transforms) };
  const { verified, printed } = convertFile(parse({ path, text }), context);
  return { ...outcomeOf(verified), printed: printed.text };
}

function chosen(names: readonly string[]): typeof transforms {
  const missing = names.filter((name) => !transforms.some((transform) => transform.name === name));
  if (missing.length > 0) throw new Error(`no transform named ${missing.join(', ')}`);
  return names.length === 0 ? transforms : transforms.filter(({ name }) => names.includes(name));
}
