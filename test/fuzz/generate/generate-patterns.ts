import type { Each, FanOut, Handler, Join, LocalForm, Parallel, Retry, Sequence, Shared } from '../model/program.js';
import { generateBlock } from './generate-block.js';
import { generateHandler } from './generate-handler.js';
import { generateCall, generateCondition } from './generate-parts.js';
import { generatePlain } from './generate-plain.js';
import { deeper, valueNames, type Growth } from './growth.js';

const forms = ['declared', 'declared', 'hoisted', 'variable'] as const;
const formOf = ({ dice }: Growth): LocalForm => dice.pick(forms);

export function generateJoin(growth: Growth): Join {
  const { dice } = growth;
  return {
    kind: 'join',
    name: dice.pick(['finish', 'proceed', 'then']),
    form: formOf(growth),
    parameter: dice.chance(70) ? dice.pick(valueNames) : undefined,
    condition: generateCondition(growth),
    call: generateCall(growth),
    handler: stepHandler(growth),
    rest: generateBlock(deeper(growth)),
  };
}

export function generateShared(growth: Growth): Shared {
  const { dice } = growth;
  return {
    kind: 'shared',
    name: dice.pick(['onResult', 'finish', 'handle']),
    form: formOf(growth),
    condition: generateCondition(growth),
    first: generateCall(growth),
    second: dice.chance(60) ? generateCall(growth) : undefined,
    handler: { ...generateHandler(growth), form: 'function', ownThis: false },
  };
}

export function generateSequence(growth: Growth): Sequence {
  const { dice, id } = growth;
  return {
    kind: 'sequence',
    name: dice.pick(['next', 'step', 'loop']),
    form: dice.pick([...forms, 'iife']),
    counter: dice.pick(['parameter', 'closure']),
    id: id(),
    call: generateCall(growth),
    handler: stepHandler(growth),
    collects: dice.chance(60),
    rest: generateBlock(deeper(growth)),
  };
}

export function generateFanOut(growth: Growth): FanOut {
  const { dice, id, mix } = growth;
  return {
    kind: 'fan-out',
    id: id(),
    loop: dice.pick(['forEach', 'forEach', 'for', 'let', 'of']),
    call: generateCall(growth),
    errors: mix.irregular ? dice.pick(['flag', 'ignored', 'each']) : dice.pick(['flag', 'flag', 'ignored']),
    collect: dice.pick(['index', 'push', 'none']),
    zero: dice.chance(70),
    count: dice.pick(['down', 'down', 'up']),
    plain: generatePlain({ ...deeper(growth, 2), repeated: true }, 2),
    rest: generateBlock(deeper(growth)),
  };
}

export function generateEach(growth: Growth): Each {
  const handler = generateHandler(growth);
  const form = handler.form === 'arrow' ? 'arrow' : 'function';
  return {
    kind: 'each',
    id: growth.id(),
    call: generateCall(growth),
    step: stepHandler(growth),
    handler: { ...handler, form, ownThis: false },
  };
}

export function generateParallel(growth: Growth): Parallel {
  return {
    kind: 'parallel',
    first: generateCall(growth),
    second: generateCall(growth),
    rest: generateBlock(deeper(growth)),
  };
}

export function generateRetry(growth: Growth): Retry {
  const { dice, id } = growth;
  return {
    kind: 'retry',
    name: dice.pick(['attempt', 'poll', 'again']),
    form: formOf(growth),
    polls: dice.chance(40),
    pause: dice.pick(['function', 'function', 'no', 'arguments']),
    id: id(),
    call: generateCall(growth),
    rest: generateBlock(deeper(growth)),
  };
}

/** A handler that goes on with the next step instead of a block of its own. */
function stepHandler(growth: Growth): Handler {
  const { dice } = growth;
  const handler = generateHandler({ ...growth, depth: 0 });
  const form = dice.pick(['function', 'function', 'arrow'] as const);
  return { ...handler, form, ownThis: false };
}
