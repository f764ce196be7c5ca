import type { Statement } from '@babel/types';
import type { HandlerFunction } from '../../../analysis/handler.js';
import type { Binding } from '../../../syntax/scope.js';
import { line, spanOf, type Item, type Part } from '../../items.js';
import { childHost } from '../names/host.js';
import { planList } from '../statements/plan-list.js';
import { blockList, standInBlock, type Ends, type Flow, type Region } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { branchComments } from './branch-comments.js';
import type { Division, ErrorBranch } from './divide-handler.js';
import { errorNameOf } from './error-name.js';
import type { Reception } from './reception.js';
import { placeBlock } from './success-part.js';
import { isWithin } from '../../../syntax/within.js';

interface PlannedBranch {
  readonly failure: ErrorBranch;
  readonly items: Item[];
  readonly ends: Ends;
}

/**
 * Plans what runs on failure as the `catch` around the awaited call.
 *
 * @param type what `catch` has to say about the error, in TypeScript
 */
export function catchClause(
  { region, operation, handler, flow, host }: Reception,
  division: Division,
  error: Binding,
  type: readonly Part[] | 'none',
): { head: Part[]; items: Item[]; ends: Ends } {
  const known: Flow = { ...flow, truthy: new Set([...flow.truthy, error]) };
  const inner = childHost(host, spanOf(division.test));
  const comments = branchComments(region, division);
  const name = region.names.place(error, inner, false, errorNameOf(operation, error));
  const single =
    division.test.alternate === null || division.test.alternate === undefined || division.success !== undefined;
  const tail = single && (division.success !== undefined || isLastOf(handler, division.test));
  const branches = division.failures.map((failure): PlannedBranch => {
    if (!failure.body) return { failure, items: [], ends: 'never' };
    const list = blockList(failure.body);
    placeBlock(region, failure.body, inner);
    const ends = planList(region, list, tail, known, inner);
    standInBlock(region, list);
    return { failure, items: [...comments.get(failure.body)!, ...listItems(region, list)], ends };
  });
  const ends = endsOf(branches, division);
  const items = branchItems(branches);
  if (!isReadIn(error, division)) return { head: ['catch'], items, ends };
  if (type === 'none') return { head: [`catch (${name})`], items, ends };
  if (type.length === 1 && isAny(region, type[0]!)) return { head: [`catch (${name}: any)`], items, ends };
  const caught = region.names.fresh('e', inner);
  return { head: [`catch (${caught})`], items: [line(`const ${name} = ${caught} as `, ...type), ...items], ends };
}

function endsOf(branches: readonly PlannedBranch[], { failures }: Division): Ends {
  const isTotal = failures.at(-1)!.condition === undefined;
  if (isTotal && branches.every(({ ends }) => ends === 'always')) return 'always';
  return branches.every(({ ends }) => ends === 'never') ? 'never' : 'sometimes';
}

const isAny = ({ context }: Region, type: Part): boolean =>
  typeof type === 'object' && 'start' in type && context.file.source.text.slice(type.start, type.end) === 'any';

const isReadIn = ({ references }: Binding, { failures }: Division): boolean =>
  failures
    .flatMap(({ condition, body }) => [condition, body])
    .some((part) => references.some(({ identifier }) => part && isWithin(identifier, part)));

function isLastOf(handler: HandlerFunction, statement: Statement): boolean {
  return handler.body.type === 'BlockStatement' && handler.body.body.at(-1) === statement;
}

/** A branch that ends needs no `else` after it. */
function branchItems(branches: readonly PlannedBranch[]): Item[] {
  const [first, ...others] = branches;
  if (!first) return [];
  const { condition } = first.failure;
  if (!condition) return first.items;
  const clause = { head: ['if (', spanOf(condition), ')'], body: first.items };
  const rest = branchItems(others);
  if (first.ends === 'always' || rest.length === 0) return [{ kind: 'braced', clauses: [clause], end: [] }, ...rest];
  return [{ kind: 'braced', clauses: [clause, { head: ['else'], body: rest }], end: [] }];
}
