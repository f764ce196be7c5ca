import type { FailureShape, Handler } from '../model/program.js';
import { generateBlock } from './generate-block.js';
import { generateCondition } from './generate-parts.js';
import { deeper, errorNames, valueNames, type Growth } from './growth.js';

const shapes: readonly (readonly [number, FailureShape])[] = [
  [20, 'guard'],
  [4, 'else'],
  [4, 'not'],
  [3, 'and'],
  [3, 'tolerated'],
  [2, 'ladder'],
  [2, 'ignored'],
  [1, 'absent'],
  [3, 'logged'],
  [3, 'wrapped'],
  [2, 'tagged'],
  [3, 'mixed'],
  [2, 'unclassified'],
  [3, 'default'],
  [2, 'strict'],
  [1, 'reassigned'],
  [1, 'swapped'],
];

export function generateHandler(growth: Growth): Handler {
  const { dice } = growth;
  const inner = deeper(growth);
  const form = dice.weighted<Handler['form']>([
    [10, 'function'],
    [5, 'arrow'],
    [2, 'named'],
    [2, 'bound'],
    [3, 'declared'],
    [1, 'variable'],
  ]);
  return {
    form,
    error: dice.pick(errorNames),
    values: dice.list(0, 2, () => dice.pick(valueNames)),
    fallback: dice.chance(6),
    shape: dice.weighted(shapes),
    failure: generateBlock(deeper(growth, 2)),
    condition: generateCondition(growth),
    block: generateBlock(inner),
    ownThis: (form === 'function' || form === 'named') && dice.chance(3),
  };
}
