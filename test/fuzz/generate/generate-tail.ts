import type { Call, Tail } from '../model/program.js';
import { generateBlock } from './generate-block.js';
import { generateHandler } from './generate-handler.js';
import { generateCall, generateCompletion, generateCondition } from './generate-parts.js';
import { generateLocal } from './generate-early.js';
import { generatePlain } from './generate-plain.js';
import {
  generateEach,
  generateFanOut,
  generateJoin,
  generateParallel,
  generateRetry,
  generateSequence,
  generateShared,
} from './generate-patterns.js';
import { deeper, type Growth } from './growth.js';

export function generateTail(growth: Growth): Tail {
  const { dice, id, mix, repeated } = growth;
  if (growth.early) return generateEarlyTail(growth);
  const loops = mix.cached ? 0 : 1;
  const choices: (readonly [number, () => Tail])[] = [
    [8, () => ({ kind: 'complete', completion: generateCompletion(growth) })],
    [30, () => operation(growth)],
    [mix.hands ? 16 : 4, () => ({ kind: 'forward', call: handed(growth), returned: dice.chance(50) })],
    [mix.hands ? 16 : 5, () => branch(growth)],
    [2, () => ({ kind: 'switch', id: id(), cases: dice.list(1, 2, () => inner(growth)), default: inner(growth) })],
    [4, () => generateJoin(growth)],
    [3, () => generateShared(growth)],
    [5 * loops, () => generateSequence(growth)],
    [6 * loops, () => generateFanOut(growth)],
    [2 * loops, () => generateParallel(growth)],
    [4, () => generateRetry(growth)],
    [4, () => timer(growth)],
    [1, () => ({ kind: 'try', id: id(), returned: dice.chance(50) })],
    [mix.cached ? 0 : mix.early ? 8 : 3, () => after(growth)],
    [mix.cached || mix.throws ? 0 : mix.early ? 5 : 2, () => guarded(growth)],
    [mix.cached ? 0 : 3, () => generateLocal(growth)],
    [2, () => ({ kind: 'emitter', id: id(), method: dice.pick(['on', 'once'] as const), block: inner(growth) })],
    [mix.cached || mix.throws ? 0 : 3, () => generateEach(growth)],
    [mix.throws || !growth.called ? 0 : mix.goesOn ? 10 : 2, () => waiting(growth)],
  ];
  if (mix.irregular && !repeated) {
    choices.push([3, () => ({ kind: 'nothing' })]);
    choices.push([3, () => completed(growth)]);
  }
  if (mix.goesOn && growth.called && !repeated) choices.push([16, () => completed(growth)], [8, () => after(growth)]);
  return dice.weighted(choices)();
}

/** In functions that only complete before they return. */
function generateEarlyTail(growth: Growth): Tail {
  const { dice, id, callable, mix } = growth;
  const calls = callable > 0 ? 1 : 0;
  return dice.weighted<() => Tail>([
    [8, () => ({ kind: 'complete', completion: generateCompletion(growth) })],
    [8, () => branch(growth)],
    [2, () => ({ kind: 'switch', id: id(), cases: dice.list(1, 2, () => inner(growth)), default: inner(growth) })],
    [1, () => ({ kind: 'try', id: id(), returned: dice.chance(50) })],
    [6 * calls, () => operation(growth)],
    [3 * calls, () => ({ kind: 'forward', call: generateCall(growth), returned: dice.chance(50) })],
    [3 * calls, () => after(growth)],
    [mix.throws ? 0 : calls, () => guarded(growth)],
    [2, () => generateLocal(growth)],
  ])();
}

/** A function of the program is handed the callback on, where there is one. */
function handed(growth: Growth): Call {
  const call = generateCall(growth);
  return growth.mix.hands && growth.callable > 0 && growth.dice.chance(80) ? { ...call, kind: 'function' } : call;
}

const inner = (growth: Growth) => generateBlock(deeper(growth));

function operation(growth: Growth): Tail {
  return {
    kind: 'operation',
    call: generateCall(growth),
    handler: generateHandler(growth),
    returned: growth.dice.chance(25),
  };
}

function branch(growth: Growth): Tail {
  return {
    kind: 'if',
    condition: generateCondition(growth),
    then: inner(growth),
    else: inner(growth),
    flat: growth.dice.chance(40),
  };
}

function guarded(growth: Growth): Tail {
  const { dice, id } = growth;
  const by = dice.pick(['catch', 'finally'] as const);
  return { kind: 'guarded', id: id(), by, call: generateCall(growth), handler: generateHandler(growth) };
}

function timer(growth: Growth): Tail {
  const form = growth.dice.pick(['setTimeout', 'setTimeout', 'setImmediate', 'nextTick'] as const);
  return { kind: 'timer', form, id: growth.id(), block: inner(growth) };
}

function after(growth: Growth): Tail {
  const plain = generatePlain({ ...deeper(growth, 2), repeated: true }, 3);
  return { kind: 'after', call: generateCall(growth), handler: generateHandler(growth), after: plain };
}

function completed(growth: Growth): Tail {
  const plain = generatePlain({ ...deeper(growth, 9), repeated: true }, 2);
  return { kind: 'completed', completion: { ...generateCompletion(growth), returned: false }, after: plain };
}

function waiting(growth: Growth): Tail {
  const { dice, id } = growth;
  const form = dice.pick(['plain', 'work'] as const);
  return { kind: 'waiting', id: id(), call: generateCall(growth), form, loop: dice.pick(['for', 'forEach', 'while']) };
}
