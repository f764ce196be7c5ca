import type { Node } from '@babel/types';
import type { SitePlan } from '../../conversion/generators/site-book.js';
import { unusedImports } from '../../conversion/generators/unused-imports.js';
import { Decline } from '../../conversion/decline.js';
import type { Replacement, Span } from '../../conversion/items.js';
import type { Planning } from './planning.js';
import { isRunnerPackage } from './runners.js';
import { isWithin } from '../../syntax/within.js';

/** The imports of runners that nothing mentions any more when a file is edited. */
export function unusedRunners(
  context: Planning['context'],
  edits: readonly Replacement[],
): Required<Pick<SitePlan, 'replacements' | 'removed' | 'notes'>> {
  const unused = unusedImports(context, isRunnerPackage, (node) => edits.some((edit) => isReplaced(edit, node)));
  return {
    replacements: unused.flatMap(({ replacements }) => replacements),
    removed: unused.map(({ removed }) => removed),
    notes: unused.map(({ specifier, node }) => new Decline('runner-no-longer-loaded', node, { name: specifier })),
  };
}

/** Whether a node stands in a stretch that is replaced, and is not taken over into the new text. */
function isReplaced({ start, end, items, inline = [] }: Replacement, node: Node): boolean {
  const holds = (span: Span): boolean => isWithin(node, span);
  const isTaken =
    inline.some((part) => typeof part === 'object' && 'start' in part && holds(part)) ||
    items.some((item) => item.kind === 'source' && holds(item.span));
  return holds({ start, end }) && !isTaken;
}
