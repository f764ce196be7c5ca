import type { Statement } from '@babel/types';
import { spanOf, type Item } from '../../items.js';
import type { Division } from './divide-handler.js';
import { blockList, type Region } from '../regions/region.js';
import { strayComments } from '../statements/stray-comments.js';

/** Comments between an error test and its branches, `if (err) // gone`, by the branch in front of which they stand. */
export function branchComments(region: Region, { test, failures, success }: Division): Map<Statement, Item[]> {
  const found = new Map<Statement, Item[]>();
  const conditions = failures.flatMap(({ condition }) => (condition ? [spanOf(condition)] : []));
  const branches = [...failures.map(({ body }) => body), success].filter((body) => body !== undefined);
  let from = test.start!;
  for (const body of branches.toSorted((a, b) => a.start! - b.start!)) {
    const { span } = blockList(body);
    found.set(body, strayComments(region, { start: from, end: span.start }, conditions));
    from = span.end;
  }
  return found;
}
