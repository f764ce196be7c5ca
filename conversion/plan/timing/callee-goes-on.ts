import type { Node } from '@babel/types';
import { bodyEffects, codeOfCallback } from '../../../analysis/timing/code-effects.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { keysOfCall } from '../../../analysis/timing/function-key.js';
import type { CodeEffects, Touched } from '../../../core/index.js';
import { Decline } from '../../decline.js';
import { isSurelyLater, timingOf } from './non-tail.js';
import type { Region } from '../regions/region.js';

/**
 * A function that goes on behind its callback is through before the code behind an `await` runs: neither may work on what the other
 * looks at. That code includes what the callers of the function around do when it completes.
 */
export function checkCalleeGoesOn(region: Region, operation: Operation): void {
  const { call, callee, library, at, receiver } = operation;
  if (library || callee.kind === 'builtin') return;
  // A generator goes on inside of a callback that comes later; one that comes at once is waited for to return.
  if (region.atOnce && isSurelyLater(region, operation)) return;
  const timing = timingOf(region);
  const behind = keysOfCall(region.context, call)
    .map((key) => timing.behindCallback(key))
    .filter((touched) => touched !== undefined);
  if (behind.length === 0) return;
  const code: CodeEffects | undefined =
    receiver.kind === 'handler'
      ? bodyEffects(region.context, receiver.handler.fn)
      : codeOfCallback(region.context, call.arguments[at] as Node);
  const shared = code && behind.map((touched) => sharedName(touched, timing.touchedBy(code))).find(Boolean);
  if (!shared) return;
  const name = shared.replace(/^.*:(.*)@\d+$/, '$1').replace(/^\./, '');
  const decline = new Decline('callee-goes-on', call, { callee: callee.name, name });
  if (!region.options.unsafe) throw decline;
  region.assumptions.push(decline);
}

function sharedName(behind: Touched, code: Touched): string | undefined {
  const touched = new Set([...code.reads, ...code.sets]);
  const set = new Set(code.sets);
  return behind.sets.find((name) => touched.has(name)) ?? behind.reads.find((name) => set.has(name));
}
