import type { FileContext } from '../../../analysis/file-context.js';
import { isNoop } from '../../../analysis/continuation.js';
import { timerOf } from '../../../analysis/operations/own-timer.js';
import { spanOf } from '../../items.js';
import type { DecisionWork } from '../rounds/file-work.js';
import { hasNoComments } from '../statements/own-comments.js';

/** Functions that do nothing, and that stood for missing callbacks alone, go with the last of their uses; so do timers of the file. */
export function dropUnusedNoops(context: FileContext, works: readonly DecisionWork[]): readonly DecisionWork[] {
  const removed = works.flatMap((work) => work.removed ?? []);
  if (removed.length === 0) return works;
  const unused = context.file.ast.program.body.filter((statement) => {
    if (statement.type !== 'FunctionDeclaration' || !statement.id) return false;
    if (!isNoop(statement) && !timerOf(context, statement)) return false;
    const uses = context.scopes.bindingOf(statement.id)?.references ?? [];
    const isGone = ({ identifier }: (typeof uses)[number]): boolean =>
      removed.some(({ start, end }) => start <= identifier.start! && identifier.end! <= end);
    return uses.length > 0 && uses.every(isGone) && hasNoComments(context, statement);
  });
  const replacements = unused.map((node) => ({ ...spanOf(node), items: [], needsBlock: false }));
  return works.map((work, index) =>
    index < works.length - 1 ? work : { ...work, replacements: [...work.replacements, ...replacements] },
  );
}
