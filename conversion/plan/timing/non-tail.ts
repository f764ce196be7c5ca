import type { Statement } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { collectFacts } from '../../../analysis/collect-facts.js';
import { isUnknownFunction } from '../../../analysis/timing/completion-paths.js';
import { keysOfCall } from '../../../analysis/timing/function-key.js';
import { packageKey } from '../../../analysis/timing/replaced-packages.js';
import { projectTiming } from '../../../analysis/timing/project-timing.js';
import type { ParsedFile, ProjectTiming } from '../../../core/index.js';
import { Decline } from '../../decline.js';
import { spanOf } from '../../items.js';
import { bodyFunction } from './at-once.js';
import type { Host } from '../names/host.js';
import { orderMatters } from './order-conflict.js';
import { NamePlan } from '../names/name-plan.js';
import { planOperation } from '../operations/plan-operation.js';
import { noFlow, replace, type Ends, type Region } from '../regions/region.js';

const ownTiming = new WeakMap<ParsedFile, ProjectTiming>();

/** Under a runner that knows one file only, that file alone tells. */
export function timingOf({ project, context }: Region): ProjectTiming {
  if (project.timing) return project.timing;
  let timing = ownTiming.get(context.file);
  if (!timing) ownTiming.set(context.file, (timing = projectTiming([collectFacts(context.file)])));
  return timing;
}

/** True when the callback is never called before the call has returned, not even in tests that replace what is called. */
export function isSurelyLater(region: Region, { callee, call, library }: Operation): boolean {
  const replaced = packageKey(region.context, call);
  if (replaced !== undefined && timingOf(region).mayCompleteAtOnce(replaced)) return false;
  if (library) return library.fn.completes !== 'maybe-at-once';
  if (callee.kind === 'builtin') return true;
  if (isUnknownFunction(region.context, call, callee)) return false;
  return keysOfCall(region.context, call).every((key) => !timingOf(region).mayCompleteAtOnce(key));
}

/**
 * An operation with statements after it, in code that nobody waits for: it goes into an async block of its own. The
 * block starts the operation before the statements run, and its rest runs after them, as the handler did.
 */
export function planDetached(region: Region, statement: Statement, operation: Operation, around: Host): Ends {
  if (!region.atOnce && orderMatters(region, statement, operation))
    throw new Decline('callee-may-complete-at-once', operation.call, { callee: operation.callee.name });
  detachStatement(region, statement, operation, false, around);
  return 'never';
}

/** Replaces one operation statement by `detach(async () => { … })`, or by `detach.engine(function* () { … })`. */
export function detachStatement(
  region: Region,
  statement: Statement,
  operation: Operation,
  returned: boolean,
  around?: Host,
): void {
  const host: Host = { parent: around, spans: [spanOf(statement)] };
  const names = new NamePlan(region.context, host, region.names);
  region.namePlans.push(names);
  const inner: Region = { ...region, names, replacements: [], rootHost: host };
  planOperation(inner, statement, { operation, returned: true }, true, noFlow, host);
  const own = inner.replacements.findIndex(
    (replacement) => replacement.start === statement.start && replacement.end === statement.end,
  );
  const [planned] = inner.replacements.splice(own, 1);
  region.replacements.push(...inner.replacements);
  region.shim.add('detach');
  const { helper, head: start, end } = bodyFunction(region, [statement]);
  const head = [returned ? 'return ' : '', { shim: 'detach' }, `${helper}(${start}`];
  replace(region, statement, [{ kind: 'braced', clauses: [{ head, body: planned!.items }], end: [end] }]);
}

/** Inside a function whose caller waits, statements after an operation would have to run before its handler. */
export function planPending(operation: Operation, statement: Statement): Ends {
  throw new Decline('code-after-operation', statement, { callee: operation.callee.name });
}
