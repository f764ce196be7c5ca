import type { Function as FunctionNode } from '@babel/types';
import type { PlannedFunction } from '../../../core/index.js';
import { usesArguments } from '../../../syntax/function-facts.js';
import type { LocalFunctions } from './local-functions.js';

/** What a plan tells other files about the functions of this one, by where they begin. */
export function plannedFunctions(
  learned: LocalFunctions,
  decisionOf: ReadonlyMap<FunctionNode, string>,
): ReadonlyMap<number, PlannedFunction> {
  const planned = new Map<number, PlannedFunction>();
  for (const [fn, { verdict, at, convention, cleanErrors, uniform, direct }] of learned) {
    const decision = decisionOf.get(fn);
    if (verdict === 'leave' || decision === undefined) continue;
    planned.set(fn.start!, {
      verdict,
      at,
      convention,
      cleanErrors,
      uniform,
      // Who counts its arguments can tell that the callback is missing.
      direct: direct && !(verdict === 'dual' && usesArguments(fn)),
      decisions: [decision],
    });
  }
  return planned;
}
