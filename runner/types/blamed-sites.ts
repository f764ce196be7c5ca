import { fileContext } from '../../analysis/file-context.js';
import { functionName } from '../../analysis/local-function.js';
import type { Decision, FileOutcome } from '../../core/index.js';
import { parse } from '../../syntax/parse.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';

/**
 * The converted sites that a place in the new text belongs to: the function around it that is a site, or the calls in it
 * that are.
 *
 * @param offset in the new text
 * @returns keys without ordinals: functions of the same name are blamed together
 */
export function blamedSites({ path, after, decisions }: FileOutcome, offset: number): readonly string[] {
  if (after === undefined) return [];
  const names = namesAround(path, after, offset);
  const applied = decisions.filter(({ verdict }) => verdict !== 'leave');
  for (let depth = names.length; depth >= 0; depth--) {
    const around = names.slice(0, depth).join('/');
    const found = applied.filter((decision) => isAt(decision, around));
    if (found.length > 0) return [...new Set(found.map(({ siteKey }) => withoutOrdinal(siteKey)))];
  }
  return [];
}

export const withoutOrdinal = (siteKey: string): string => siteKey.replace(/~\d+$/, '');

function isAt({ siteKey, verdict }: Decision, around: string): boolean {
  const key = withoutOrdinal(siteKey);
  if (around !== '' && key === around) return true;
  // The executor of a promise is gone, and its code stands in the function around it.
  if (key === `${around}/new Promise`) return true;
  // A call in a function may also complete it where the call stands (`dual`).
  return verdict !== 'convert' && key.slice(0, Math.max(key.lastIndexOf('/'), 0)) === around;
}

/** Names of the functions around a place, the outermost first. */
function namesAround(path: string, text: string, offset: number): readonly string[] {
  const context = fileContext(parse({ path, text }));
  const names: string[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (offset < node.start! || node.end! <= offset) return 'skip';
      if (isFunctionNode(node)) names.push(functionName(context, node));
      return undefined;
    },
  });
  return names;
}
