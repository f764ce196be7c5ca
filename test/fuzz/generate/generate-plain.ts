import type { Plain } from '../model/program.js';
import { generateVisit } from './generate-early.js';
import { generateHandler } from './generate-handler.js';
import { generateCall, generateCompletion, generateCondition, generateValue } from './generate-parts.js';
import { deeper, localNames, type Growth } from './growth.js';

/** Statements between operations; fewer the deeper they stand. */
export function generatePlain(growth: Growth, max = 3): Plain[] {
  return growth.dice.list(0, max, () => generateStatement(growth));
}

function generateStatement(growth: Growth): Plain {
  const { dice, id, depth, mix, repeated, early, fields } = growth;
  const nested = depth > 0;
  return dice.weighted<() => Plain>([
    [10, () => effect(growth)],
    [5, () => declare(growth)],
    [3, () => ({ kind: 'assign', pick: dice.int(0, 9), value: generateValue(growth) })],
    [2, () => ({ kind: 'increment', pick: dice.int(0, 9) })],
    [fields ? (mix.early || mix.goesOn ? 3 : 1) : 0, () => ({ kind: 'field' })],
    [2, () => ({ kind: 'watch', id: id(), picks: dice.list(1, 2, () => dice.int(0, 9)) })],
    [1, () => ({ kind: 'kept', id: id(), name: dice.pick(['last', 'seen', 'n']), declared: dice.chance(50) })],
    [2, () => ({ kind: 'comment', id: id() })],
    [1, () => destructure(growth)],
    [1, () => ({ kind: 'arguments', id: id() })],
    [1, () => labelled(growth)],
    [
      nested ? 1 : 0,
      () => ({ kind: 'finally', id: id(), body: generatePlain({ ...deeper(growth, 2), repeated: true }, 2) }),
    ],
    [nested ? 1 : 0, () => helper(growth)],
    [nested ? 2 : 0, () => branch(growth)],
    [nested ? 1 : 0, () => loop(growth)],
    [repeated ? 0 : 3, () => exit(growth)],
    [repeated ? 0 : 1, () => parse(growth)],
    [mix.throws ? 3 : 0, () => ({ kind: 'boom', id: id(), thrown: dice.chance(50) })],
    [nested && !mix.cached && !early ? 1 : 0, () => start(growth)],
    [mix.cached || (early && growth.callable === 0) ? 0 : mix.early ? 5 : 1, () => generateVisit(growth)],
  ])();
}

function effect(growth: Growth): Plain {
  return { kind: 'effect', id: growth.id(), values: growth.dice.list(0, 2, () => generateValue(growth)) };
}

function declare(growth: Growth): Plain {
  const { dice } = growth;
  const keyword = dice.pick(['var', 'var', 'let', 'const'] as const);
  const value = keyword === 'const' || dice.chance(70) ? generateValue(growth) : undefined;
  return { kind: 'declare', keyword, name: dice.pick(localNames), value };
}

function destructure({ dice }: Growth): Plain {
  const names = [dice.pick(localNames), dice.pick(localNames)] as const;
  return { kind: 'destructure', form: dice.pick(['list', 'object']), names };
}

function labelled(growth: Growth): Plain {
  const { dice, id } = growth;
  return { kind: 'labelled', id: id(), leaves: dice.pick(['break', 'continue']), condition: generateCondition(growth) };
}

function helper(growth: Growth): Plain {
  const { dice, id } = growth;
  const body = generatePlain({ ...deeper(growth, 9), repeated: true }, 2);
  return { kind: 'helper', id: id(), name: dice.pick(['count', 'twice', 'sum']), body };
}

function branch(growth: Growth): Plain {
  const inner = deeper(growth, 2);
  return {
    kind: 'if',
    condition: generateCondition(growth),
    then: generatePlain(inner, 2),
    else: growth.dice.chance(40) ? generatePlain(inner, 2) : undefined,
  };
}

function loop(growth: Growth): Plain {
  const { dice } = growth;
  const form = dice.pick(['for', 'let', 'of', 'forEach', 'in', 'while'] as const);
  // What ends a path there ends the loop as well, but for that of a function of its own.
  const repeated = growth.repeated || form === 'forEach';
  return {
    kind: 'loop',
    form,
    name: dice.pick(['i', 'item', 'n']),
    count: dice.int(0, 3),
    body: generatePlain({ ...deeper(growth, 1), repeated }, 2),
  };
}

function exit(growth: Growth): Plain {
  return {
    kind: 'exit',
    condition: generateCondition(growth),
    before: growth.dice.chance(30) ? generatePlain({ ...deeper(growth, 9), repeated: true }, 2) : [],
    completion: { ...generateCompletion(growth, 50), returned: true },
  };
}

function parse(growth: Growth): Plain {
  const { dice, id } = growth;
  return { kind: 'parse', id: id(), name: dice.pick(localNames), failure: generateCompletion(growth, 100) };
}

function start(growth: Growth): Plain {
  const inner = { ...deeper(growth, 2), repeated: true };
  return { kind: 'start', call: generateCall(growth), handler: generateHandler(inner) };
}
