import type { Statement } from '@babel/types';
import type { Item } from '../../items.js';
import type { Host } from '../names/host.js';
import { planList } from '../statements/plan-list.js';
import { blockList, standInBlock, type Ends, type Flow, type Region, type StatementList } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { branchComments } from './branch-comments.js';
import type { Division } from './divide-handler.js';
import { endsAbruptly } from './error-tests.js';
import type { OperationPlan, Reception } from './reception.js';

/**
 * Plans what runs on success: the branch for it, and what follows the error test.
 *
 * @param flow what is known there
 */
export function successPart({ region, list, host }: Reception, division: Division, flow: Flow): OperationPlan {
  const items: Item[] = [];
  let ends: Ends = 'never';
  const others = list.statements.slice(1);
  if (division.success) {
    const inner = blockList(division.success);
    placeBlock(region, division.success, host);
    const wasAbrupt = division.failures.every(({ body }) => body && endsAbruptly(body));
    region.flat.set(division.success, wasAbrupt ? 'list' : 'chain');
    ends = planList(region, inner, others.every(isFunction), flow, host);
    standInBlock(region, inner);
    items.push(...branchComments(region, division).get(division.success)!, ...listItems(region, inner));
  }
  // Functions that are declared behind a branch which always ends are there all the same.
  if (ends !== 'always' || others.length === 0 || others.some(isFunction)) {
    const rest: StatementList = { statements: others, span: { start: division.test.end!, end: list.span.end } };
    const later = planList(region, rest, true, flow, host);
    if (later === 'always') ends = 'always';
    else if (others.length > 0 && ends !== 'always') ends = ends === 'never' ? later : 'sometimes';
    if (isParagraph(region, list, division)) items.push({ kind: 'blank' });
    items.push(...listItems(region, rest));
  }
  return { items, ends };
}

const isFunction = ({ type }: Statement): boolean => type === 'FunctionDeclaration';

/** A blank line after the error test stays. */
function isParagraph(region: Region, list: StatementList, division: Division): boolean {
  const next = list.statements[1];
  if (!next) return false;
  const between = region.context.file.source.text.slice(division.test.end!, next.start!);
  return /^[ \t]*\r?\n[ \t]*\r?\n/.test(between);
}

/** Comments above the error test stay. */
export function leadingComments({ region, list }: Reception, division: Division): Item[] {
  const before = { statements: [], span: { start: list.span.start, end: division.test.start! } };
  return listItems(region, before);
}

/** What a block declares moves along when its statements are put into another one. */
export function placeBlock(region: Region, block: Statement, host: Host): void {
  for (const binding of region.context.scopes.ownScope(block)?.bindings.values() ?? [])
    region.names.place(binding, host);
}
