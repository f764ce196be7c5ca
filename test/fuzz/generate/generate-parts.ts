import type { Call, Completion, Condition, Value } from '../model/program.js';
import type { Growth } from './growth.js';

export function generateValue({ dice, fields }: Growth): Value {
  return dice.weighted<() => Value>([
    [4, () => ({ kind: 'variable', pick: dice.int(0, 9) })],
    [2, () => ({ kind: 'literal', value: dice.pick([0, 1, 7, '', 'text']) })],
    [1, () => ({ kind: 'text', pick: dice.int(0, 9) })],
    [fields ? 1 : 0, () => ({ kind: 'field' })],
    [1, () => ({ kind: 'error' })],
  ])();
}

export function generateCondition({ dice, id }: Growth): Condition {
  if (dice.chance(70)) return { kind: 'flag', id: id() };
  return { kind: 'variable', pick: dice.int(0, 9), test: dice.pick(['truthy', 'falsy', 'number']) };
}

export function generateCall(growth: Growth): Call {
  const { dice, id, callable, mix, early } = growth;
  const isOwn = early || (mix.early && callable > 0 && dice.chance(60));
  const kind = isOwn
    ? 'function'
    : dice.weighted<Call['kind']>([
        [8, 'ops'],
        [4, 'fs'],
        [callable > 0 ? 5 : 0, 'function'],
        [mix.cached ? 3 : 0, 'cached'],
      ]);
  return { kind, id: id(), pick: dice.int(0, 9), values: dice.list(0, 2, () => generateValue(growth)) };
}

/** @param failing percentage of errors among the completions */
export function generateCompletion(growth: Growth, failing = 25): Completion {
  const { dice } = growth;
  const isError = dice.chance(failing);
  const error: Completion['error'] = isError
    ? dice.weighted([
        [6, 'new'],
        [4, 'variable'],
        [1, 'string'],
      ])
    : dice.weighted([
        [8, 'null'],
        [1, 'bare'],
        [1, 'undefined'],
      ]);
  const count = error === 'bare' ? 0 : isError ? dice.pick([0, 0, 0, 0, 1]) : dice.pick([0, 1, 1, 1, 1, 1, 2]);
  const deferred = growth.early
    ? 'no'
    : dice.weighted<Completion['deferred']>([
        [20, 'no'],
        [1, 'tick'],
        [1, 'tick-arguments'],
        [1, 'immediate'],
        [1, 'immediate-arguments'],
        [1, 'timeout'],
      ]);
  return { error, values: dice.list(count, count, () => generateValue(growth)), deferred, returned: dice.chance(60) };
}
