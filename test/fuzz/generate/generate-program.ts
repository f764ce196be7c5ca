import type { LegacyFunction, Program } from '../model/program.js';
import { Dice } from './dice.js';
import { generateBlock } from './generate-block.js';
import { callbackNames, type Growth, type Mix } from './growth.js';
import type { Random } from 'fast-check';

const usualCounts = [
  [5, 1],
  [4, 2],
  [2, 3],
] as const;

/** Functions that call one another by `this`. */
const memberForms = ['prototype', 'class', 'method'] as const;

/** Makes one program from random numbers. */
export function generateProgram(random: Random): Program {
  const dice = new Dice(random);
  const kind = dice.weighted([
    [8, 'early'],
    [6, 'hands'],
    [5, 'goes-on'],
    [31, 'usual'],
  ] as const);
  const mix: Mix = {
    throws: dice.chance(8),
    cached: kind !== 'early' && dice.chance(8),
    irregular: dice.chance(6),
    early: kind === 'early',
    hands: kind === 'hands',
    goesOn: kind === 'goes-on',
  };
  const count = kind === 'usual' ? dice.weighted(usualCounts) : dice.int(2, 4);
  const form = kind !== 'usual' && dice.chance(kind === 'goes-on' ? 80 : 50) ? dice.pick(memberForms) : undefined;
  const isSplit = dice.chance(50);
  let ids = 0;
  const id = (): number => ++ids;
  const functions = Array.from({ length: count }, (_, index) => {
    const last = index === count - 1;
    const growth: Growth = {
      dice,
      mix: { ...mix, throws: mix.throws && last },
      id,
      depth: dice.weighted([
        [3, 1],
        [5, 2],
        [4, 3],
        [1, 4],
      ]),
      callable: index,
      repeated: false,
      early: mix.early && (!last || dice.chance(20)),
      called: !last,
      fields: true,
    };
    return {
      ...generateFunction(growth, index, last, form),
      home: !last && isSplit && dice.chance(70) ? 'lib' : 'main',
    } as const;
  });
  const style = { semicolons: dice.chance(90), keyword: dice.pick(['var', 'const'] as const), strict: dice.chance(20) };
  return { style, functions };
}

function generateFunction(
  growth: Growth,
  index: number,
  last: boolean,
  shared: LegacyFunction['form'] | undefined,
): Omit<LegacyFunction, 'home'> {
  const { dice, mix } = growth;
  const form =
    shared ??
    dice.weighted<LegacyFunction['form']>([
      [5, 'declaration'],
      [2, 'variable'],
      [4, 'export'],
      [2, 'arrow'],
      [3, 'prototype'],
      [2, 'class'],
      [2, 'method'],
      [2, 'object'],
    ]);
  return {
    name: `${dice.pick(['load', 'build', 'sync', 'fetch'])}${index}`,
    form,
    exported: last || form === 'export' || dice.chance(50),
    callback: dice.pick(callbackNames),
    parameters: dice.pick([['a'], ['a', 'b'], ['a', 'data'], ['a', 'item']]),
    convention: !last && dice.chance(15) ? 'value' : 'error-first',
    optional: dice.weighted([
      [10, 'no'],
      [1, 'if'],
      [1, 'and'],
      [mix.early || mix.hands ? 2 : 1, 'noop'],
      [1, 'noop-if'],
      [1, 'noop-typeof'],
      [1, 'noop-alias'],
    ]),
    shuffles: dice.chance(10),
    validates: dice.chance(8),
    self: dice.chance(mix.goesOn ? 70 : 30) ? dice.pick(['self', 'that']) : undefined,
    applied: form !== 'arrow' && dice.chance(5),
    block: generateBlock(growth),
  };
}
