import type { Statement } from '@babel/types';
import { spanOf, type Item } from '../../items.js';
import { startedBody, waitForAll } from '../timing/at-once.js';
import type { Region } from '../regions/region.js';
import { planCall } from './plan-each.js';
import { soleAwait } from './sole-await.js';

/** Single calls that were started one after the other: `await Promise.all([…])`. */
export function planParallel(inner: Region, starters: readonly Statement[]): Item[] {
  const entries = starters.map((statement): Item => {
    const body = planCall(inner, statement, { statements: [statement], span: spanOf(statement) });
    const items = takeOut(inner, statement) ?? body;
    const alone = soleAwait(inner, items);
    if (alone) return { kind: 'line', parts: alone };
    const { head, end } = startedBody(inner, [statement]);
    return { kind: 'braced', clauses: [{ head, body: items }], end: [end] };
  });
  const { head, end } = waitForAll(inner);
  return [{ kind: 'list', head: [`${head}[`], entries, end: [`]${end}`] }];
}

/** What takes the place of the statement goes into the list; the statement itself goes. */
function takeOut({ replacements }: Region, statement: Statement): readonly Item[] | undefined {
  const at = replacements.findLastIndex(({ start, end }) => start === statement.start && end === statement.end);
  return at < 0 ? undefined : replacements.splice(at, 1)[0]!.items;
}
