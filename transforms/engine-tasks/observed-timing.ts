import type { FileContext } from '../../analysis/file-context.js';
import { keysOfCall, withoutCallback } from '../../analysis/timing/function-key.js';
import { Decline } from '../../conversion/decline.js';
import type { ProjectFacts, ProjectTiming } from '../../core/index.js';
import type { PreparedEngine } from './prepare-engine.js';
import { madePoint } from './yield-point.js';

/**
 * An engine whose first task may call back at once goes on before its own call returns. Where code of the project can tell,
 * an async function is not the same.
 *
 * @returns the engine, with what its conversion then rests on
 */
export function withObservedTiming(
  context: FileContext,
  project: ProjectFacts,
  engine: PreparedEngine,
  specifier: string,
): PreparedEngine {
  const { timing } = project;
  const { lastName, name } = engine.site;
  const [first] = engine.yields;
  if (!timing || !first || lastName === '') return engine;
  const observer =
    timing.reliedOn(lastName) ?? (mayGoOn(context, first.argument, timing, specifier) && observerOf(timing, lastName));
  if (!observer) return engine;
  const reason = new Decline('timing-is-observed', first, { name, observer });
  return { ...engine, assumptions: [...engine.assumptions, reason] };
}

const observerOf = (timing: ProjectTiming, name: string): string | undefined =>
  timing.observer(name) ?? timing.observer(withoutCallback(name));

/** Whether the function of a task may call back before it returns. */
function mayGoOn(
  context: FileContext,
  operand: PreparedEngine['yields'][number]['argument'],
  timing: ProjectTiming,
  specifier: string,
): boolean {
  const point = operand && madePoint(context, operand, specifier);
  if (!point || !/^(?:Node)?Task$/.test(point.kind)) return false;
  const { first } = point;
  if (first.type !== 'Identifier' && first.type !== 'MemberExpression') return false;
  return keysOfCall(context, { ...point.node, callee: first }).some((key) => timing.mayCompleteAtOnce(key));
}
