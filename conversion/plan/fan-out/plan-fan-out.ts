import { cannotGoOn } from '../timing/at-once.js';
import { Decline } from '../../decline.js';
import type { Item } from '../../items.js';
import type { Host } from '../names/host.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import { isPlain, replace, standInBlock, type Ends, type Flow, type Region } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { checkStart } from './check-start.js';
import { checkThrows } from './check-throws.js';
import { countItems, type ItemCount } from './count-items.js';
import { failureFlags } from './failure-flags.js';
import type { FanOut } from './find-fan-out.js';
import type { ItemContext } from './item-context.js';
import { settleJoin } from './join.js';
import { noteLaterErrors } from './later-errors.js';
import { beyondReach } from '../loop/loop-frame.js';
import { planEach } from './plan-each.js';
import { planForLoop } from './plan-for-loop.js';
import { planParallel } from './plan-parallel.js';
import { isTrivialReturn } from './arrival.js';

/**
 * Calls that run at the same time and a counter that joins them become `await Promise.all(…)`, and what the last call
 * went on with follows once.
 */
export function planFanOut(region: Region, fan: FanOut, tail: boolean, flow: Flow, host: Host): Ends {
  if (isPlain(region.mode)) throw cannotGoOn(fan.list.statements[fan.index]!);
  const count = countItems(region, fan);
  const first = fan.list.statements[fan.index]!;
  const dead = fan.list.statements.filter((statement) => statement.start! > first.start! && isTrivialReturn(statement));
  if (!tail && dead.length === 0) throw new Decline('code-after-operation', first, { callee: 'the calls' });
  const inner = itemRegion(region, fan, count);
  if (count.raise) replace(region, count.raise, []);
  const before = region.operations.length;
  const started = start(region, inner, fan, count, host);
  const operations = region.operations.slice(before);
  checkStart(region, inner, fan, operations);
  checkThrows(region, fan, count, operations);
  region.tolerant ||= inner.tolerant;
  const join = settleJoin(region, inner, fan, count, host);
  const ends = planList(region, join.list, true, flow, host);
  // A `return` that goes kept the paths that end here from running on.
  if (!tail) requireCompletion(region, ends, first, 'the function');
  noteLaterErrors(region, inner, fan, count);
  replace(region, first, [...started, ...join.comments, ...listItems(region, join.list)]);
  standInBlock(region, join.list);
  for (const statement of [...count.starters.slice(1), ...count.closing, ...dead]) replace(region, statement, []);
  return ends;
}

/** Each call is planned as a function of its own: its ends and its local functions are not those of the region. */
function itemRegion(region: Region, fan: FanOut, count: ItemCount): Region {
  const { mode } = region;
  if (mode.kind !== 'callback') throw new Error('a fan-out in code that nobody waits for');
  const done = [...fan.done.values()];
  const errors = done.filter(({ kind }) => kind === 'errors').map(({ binding }) => binding);
  const items: ItemContext = {
    counter: fan.counter,
    outer: region.items,
    direction: count.direction,
    end: count.end,
    done: fan.done,
    flags: failureFlags(region, count.starters),
    arrivals: [],
    throwing: new Map(),
    raise: count.raise,
  };
  return {
    ...region,
    mode: { kind: 'callback', continuations: new Set([...mode.continuations, ...errors]) },
    continuationFunctions: new Map(),
    loop: beyondReach(region.loop),
    items,
  };
}

function start(region: Region, inner: Region, { loop }: FanOut, count: ItemCount, host: Host): Item[] {
  if (loop?.kind === 'each') return planEach(region, inner, loop);
  if (loop?.kind === 'for') return planForLoop(region, inner, loop.loop, host);
  return planParallel(inner, count.starters);
}
