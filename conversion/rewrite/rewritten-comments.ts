import type { ParsedFile } from '../../core/index.js';
import type { Span } from '../items.js';
import type { DecisionWork } from '../plan/rounds/file-work.js';

/** Comments that say something else in the output: what they said is not lost by mistake. */
export function rewrittenComments({ ast }: ParsedFile, works: readonly DecisionWork[]): readonly Span[] {
  const pieces = works.flatMap(({ replacements }) => replacements.filter(({ inline }) => inline));
  return (ast.comments ?? [])
    .map(({ start, end }) => ({ start: start!, end: end! }))
    .filter((comment) => pieces.some(({ start, end }) => comment.start < start && end < comment.end));
}
