import type { Function as FunctionNode } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { callAround, entriesOf } from '../../../analysis/timing/completion-paths.js';
import { keysOfFunction } from '../../../analysis/timing/function-key.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { isReplaced } from '../await/library-form.js';
import type { Region } from '../regions/region.js';
import { timingOf } from './non-tail.js';

/**
 * `function (event) { client.send(event, function (err) { … }); }`, which nobody calls by a name, where a test gives a client whose
 * `send` calls back at once: the test may look at what the callback has done as soon as whoever calls the function has returned.
 *
 * @returns where the test makes such a client
 */
export function fakedAt(region: Region, fn: FunctionNode, { call, callee, at }: Operation): string | undefined {
  if (call.callee.type !== 'MemberExpression' || callee.kind === 'local') return undefined;
  if (callee.kind === 'builtin' && !isReplaced(region, [callee.entry.module], callee.entry.name)) return undefined;
  const place = timingOf(region).fake(calleeName(call), at);
  return place !== undefined && isCalledByAnybody(region, fn) ? place : undefined;
}

/** Whether a function is given back or kept by others, or called by one that is, before that returns. */
function isCalledByAnybody(region: Region, fn: FunctionNode, seen = new Set<FunctionNode>()): boolean {
  const { context } = region;
  seen.add(fn);
  if (keysOfFunction(context, fn).length === 0 && !isHandedOver(context, fn)) return true;
  return entriesOf(context, fn).some(([through, place]) => {
    const around = context.parents.enclosingFunction(place);
    if (!around || seen.has(around)) return false;
    return through.every((key) => timingOf(region).mayCompleteAtOnce(key)) && isCalledByAnybody(region, around, seen);
  });
}

const isHandedOver = (context: FileContext, fn: FunctionNode): boolean =>
  callAround(context, fn) !== undefined || context.parents.get(fn)?.key === 'arguments';
