import type { Identifier, Statement } from '@babel/types';
import type { Operation } from '../../analysis/operation.js';
import { Decline } from '../decline.js';
import { spanOf, type Item, type Part } from '../items.js';
import { bindValues } from './bind-values.js';
import { checkHandler } from './handler-checks.js';
import type { Host } from './host.js';
import { planList } from './plan-list.js';
import { blockList, replace, type Ends, type Flow, type Region } from './region.js';
import { listItems } from './statement-items.js';
import type { PendingCompletion } from './convention.js';

/** `setTimeout(function () { … }, ms)` becomes `await new Promise((resolve) => setTimeout(resolve, ms)); …`. */
export function planTimer(region: Region, statement: Statement, operation: Operation, flow: Flow, host: Host): Ends {
  const { call, receiver } = operation;
  if (call.arguments.length > 2) throw new Decline('timer-with-arguments', call, {});
  const pause = pauseItem(region, operation, host);
  if (receiver.kind === 'continuation') {
    region.consumed.add(call.arguments[operation.at] as Identifier);
    const pending: PendingCompletion = { parts: [], shape: { kind: 'bare' } };
    region.completions.push(pending);
    replace(region, statement, [pause, { kind: 'line', parts: pending.parts }]);
    return 'always';
  }
  const { handler } = receiver;
  checkHandler(region, operation, handler);
  if (handler.binding) throw new Decline('handler-shared', call, { name: handler.binding.name });
  region.inlined.add(handler.fn);
  bindValues(region, operation, handler.fn, host);
  const list = blockList(handler.fn.body);
  const ends = planList(region, list, true, flow, host);
  replace(region, statement, [pause, ...listItems(region, list)]);
  return ends;
}

function pauseItem(region: Region, { call }: Operation, host: Host): Item {
  const resolve = region.names.fresh('resolve', { parent: host, spans: [spanOf(call)] });
  const [, delay] = call.arguments;
  const rest: Part[] = delay ? [', ', spanOf(delay)] : [];
  return {
    kind: 'line',
    parts: [`await new Promise((${resolve}) => `, spanOf(call.callee), `(${resolve}`, ...rest, '))'],
  };
}
