import type { Statement } from '@babel/types';
import type { Operation } from '../../analysis/operation.js';
import { spanOf } from '../items.js';
import { carriesContinuation } from './continuation-function.js';
import type { Host } from './host.js';
import { beyondReach } from './loop/loop-frame.js';
import { NamePlan } from './name-plan.js';
import { planDetached, planPending } from './non-tail.js';
import { orderMatters } from './order-conflict.js';
import { completeInPlace } from './plan-completing.js';
import type { Ends, Mode, Region } from './region.js';
import type { Binding } from '../../syntax/scope.js';

/**
 * Plans an operation in front of other statements, in a part that leaves it to others to call the callback: it completes
 * the callback where it stands, or nobody waits for it.
 *
 * @param mode the mode of the region
 */
export function planNested(
  region: Region,
  mode: Mode & { kind: 'callback' },
  statement: Statement,
  operation: Operation,
  host: Host,
): Ends {
  const { receiver, kind } = operation;
  if (receiver.kind === 'continuation' || kind === 'timer') return 'never';
  const atOnce = region.atOnce || orderMatters(region, statement, operation);
  if (!carriesContinuation(region, receiver.handler.fn, new Set()))
    return planDetached({ ...region, mode: { kind: 'detached' }, atOnce }, statement, operation, host);
  const [binding] = mode.continuations;
  if (!binding || !mode.partial || isHidden(region, binding, statement)) return planPending(operation, statement);
  const own: Host = { parent: host, spans: [spanOf(statement)] };
  const names = new NamePlan(region.context, own, region.names);
  region.namePlans.push(names);
  const inner: Region = {
    ...region,
    names,
    replacements: [],
    completions: [],
    continuationFunctions: new Map(),
    loop: beyondReach(region.loop),
    tolerant: false,
    rootHost: own,
    atOnce,
  };
  completeInPlace(inner, statement, { operation, returned: false }, { binding, delivered: mode.partial });
  region.replacements.push(...inner.replacements);
  return 'never';
}

/** Whether another variable of the name of a callback holds where a statement stands. */
function isHidden({ context: { scopes } }: Region, { name, declarations }: Binding, statement: Statement): boolean {
  const found = scopes.lookup(scopes.scopeOf(statement), name.split('.')[0]!);
  return found?.declarations[0] !== declarations[0];
}
