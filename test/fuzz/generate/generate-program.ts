import type { LegacyFunction, Program } from '../model/program.js';
import { Dice } from './dice.js';
import { generateBlock } from './generate-block.js';
import { callbackNames, type Growth, type Mix } from './growth.js';
import type { Random } from 'fast-check';

/** Makes one program from random numbers. */
export function generateProgram(random: Random): Program {
  const dice = new Dice(random);
  const count = dice.weighted([
    [5, 1],
    [4, 2],
    [2, 3],
  ]);
  const mix: Mix = { throws: dice.chance(8), cached: dice.chance(8), irregular: dice.chance(6) };
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
    };
    return {
      ...generateFunction(growth, index, last),
      home: !last && isSplit && dice.chance(70) ? 'lib' : 'main',
    } as const;
  });
  const style = { semicolons: dice.chance(90), keyword: dice.pick(['var', 'const'] as const), strict: dice.chance(20) };
  return { style, functions };
}

function generateFunction(growth: Growth, index: number, last: boolean): Omit<LegacyFunction, 'home'> {
  const { dice } = growth;
  const form = dice.weighted<LegacyFunction['form']>([
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
      [1, 'noop'],
    ]),
    shuffles: dice.chance(10),
    validates: dice.chance(8),
    self: dice.chance(30) ? dice.pick(['self', 'that']) : undefined,
    block: generateBlock(growth),
  };
}
