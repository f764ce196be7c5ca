import { isStatement, type Statement } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { ParsedFile } from '../../../core/index.js';
import { walk } from '../../../syntax/walk.js';
import type { Span } from '../../items.js';
import { MultiMap } from '../../../core/multi-map.js';

const indexes = new WeakMap<ParsedFile, Map<number, Statement[]>>();

/** The statements of one list with which a stretch of the source ends; none when something else ends it. */
export function statementsAtEnd({ file, parents }: FileContext, { start, end }: Span): readonly Statement[] {
  const last = statementsByEnd(file)
    .get(end)
    ?.find((statement) => statement.start! >= start);
  const link = last && parents.get(last);
  const list = link && (link.parent as unknown as Record<string, unknown>)[link.key];
  if (!last) return [];
  if (!Array.isArray(list)) return [last];
  return (list as Statement[]).filter((one) => one.start! >= start && one.end! <= end);
}

/** Statements by where they end, outer ones first. */
function statementsByEnd(file: ParsedFile): Map<number, Statement[]> {
  const known = indexes.get(file);
  if (known) return known;
  const found = new MultiMap<number, Statement>();
  indexes.set(file, found);
  walk(file.ast, {
    enter(node) {
      if (isStatement(node)) found.add(node.end!, node);
    },
  });
  return found;
}
