import type { ParsedFile } from '../core/index.js';
import { isFunctionNode, walk } from '../syntax/walk.js';
import { mayCallRepeatedly } from './continuation-use.js';
import { fileContext } from './file-context.js';
import { functionName } from './local-function.js';
import { patchedIn } from './patched-modules.js';

/** What one file tells about the project as a whole; plain data, so that it can be kept from run to run. */
export interface FileFacts {
  readonly path: string;
  /** Last names of functions that may call their callback more than once. */
  readonly repeating: readonly string[];
  /** What the file stubs or replaces: `fs`, `fs.readFile`. */
  readonly patched: readonly string[];
}

/** Reads the facts of a file; it edits nothing and judges nothing. */
export function collectFacts(file: ParsedFile): FileFacts {
  const context = fileContext(file);
  const repeating = new Set<string>();
  walk(file.ast, {
    enter(node) {
      if (!isFunctionNode(node)) return;
      if (mayCallRepeatedly(context, node)) repeating.add(functionName(context, node).split('.').at(-1)!);
    },
  });
  return { path: file.source.path, repeating: [...repeating], patched: [...patchedIn(context)] };
}
