import { isStatement, type Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { endOfCodeBefore } from './comments.js';
import { offsetMap } from './offset-map.js';
import type { RewriteCheck, RewriteProblem } from './rewrite-check.js';
import { walk } from './walk.js';

/**
 * Statements whose beginning and end no edit touched have to be statements of the same kind still, with the same
 * `else`. It finds a line taken for the continuation of the one above, and an `else` that went to another `if`.
 */
export function checkStructure({ before, edits }: RewriteCheck, parsed: ParsedFile): RewriteProblem[] {
  const map = offsetMap(edits);
  const touched = new Set(edits.flatMap(({ start, end }) => [start, end]));
  const moved = (offset: number): number | undefined => (touched.has(offset) ? undefined : map.toAfter(offset));
  const statements = statementsByRange(parsed);
  const problems: RewriteProblem[] = [];
  walk(before.ast, {
    enter(node) {
      if (!isStatement(node) || node.type === 'EmptyStatement') return;
      const start = moved(node.start!);
      const end = moved(endOfCode(before, node));
      if (start === undefined || end === undefined) return;
      const now = statements.get(key(node.type, start, end));
      if (!now)
        problems.push({
          kind: 'structure',
          message: `${node.type} is no longer a statement of its own`,
          offset: start,
        });
      else if (node.type === 'IfStatement') problems.push(...checkElse(node.alternate, now, moved));
    },
  });
  return problems;
}

function checkElse(
  alternate: Node | null | undefined,
  now: Node,
  moved: (offset: number) => number | undefined,
): RewriteProblem[] {
  const expected = alternate ? moved(alternate.start!) : undefined;
  const actual = now.type === 'IfStatement' ? now.alternate?.start : undefined;
  if (expected === undefined || expected === actual) return [];
  return [{ kind: 'structure', message: '`else` belongs to another `if`', offset: expected }];
}

function statementsByRange(file: ParsedFile): Map<string, Node> {
  const found = new Map<string, Node>();
  walk(file.ast, {
    enter(node) {
      if (isStatement(node)) found.set(key(node.type, node.start!, endOfCode(file, node)), node);
    },
  });
  return found;
}

/** Where a statement ends but for its semicolon, which may stand on a later line to guard the next statement. */
function endOfCode(file: ParsedFile, { end }: Node): number {
  return file.source.text[end! - 1] === ';' ? endOfCodeBefore(file, end! - 1) : end!;
}

function key(type: string, start: number, end: number): string {
  return `${type} ${start} ${end}`;
}
