import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { resolveCallee } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { bodyEffects, codeOfCallback } from '../../../analysis/timing/code-effects.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { functionGiven } from '../../../analysis/timing/given-function.js';
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
  const keys = region.atOnce && isSurelyLater(region, operation) ? [] : keysOfCall(region.context, call);
  const timing = timingOf(region);
  const behind = [
    ...keys.map((key) => timing.behindCallback(key)),
    ...madeOf(region.context, call).map((fn) => timing.touchedBy(bodyEffects(region.context, fn))),
  ].filter((touched) => touched !== undefined);
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

/** `var queue = batched(function write() { … })`, by other code: it may call back at once, and run what it was made of. */
function madeOf(context: FileContext, { callee }: CallExpression): FunctionNode[] {
  const binding = callee.type === 'Identifier' ? context.scopes.bindingOf(callee) : undefined;
  const [declared, ...others] = binding?.declarations ?? [];
  const parent = declared && others.length === 0 ? context.parents.get(declared)?.parent : undefined;
  const made = parent?.type === 'VariableDeclarator' ? parent.init : undefined;
  if (made?.type !== 'CallExpression' || resolveCallee(context, made).kind === 'local') return [];
  return made.arguments.map((argument) => functionGiven(context, argument)).filter((fn) => fn !== undefined);
}

function sharedName(behind: Touched, code: Touched): string | undefined {
  const touched = new Set([...code.reads, ...code.sets]);
  const set = new Set(code.sets);
  return behind.sets.find((name) => touched.has(name)) ?? behind.reads.find((name) => set.has(name));
}
