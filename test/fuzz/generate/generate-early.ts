import type { Local, Visit } from '../model/program.js';
import { generateBlock } from './generate-block.js';
import { generateHandler } from './generate-handler.js';
import { generateCall, generateValue } from './generate-parts.js';
import { callbackNames, deeper, type Growth } from './growth.js';

/** A local function that has a callback, which may be named as that of the function around. */
export function generateLocal(growth: Growth): Local {
  const { dice, id, mix } = growth;
  // What it throws would be told to its own caller (E2), as in all functions that others call.
  const own: Growth = {
    ...deeper(growth),
    mix: { ...mix, throws: false },
    early: growth.early || dice.chance(50),
    callable: 0,
    called: true,
  };
  return {
    kind: 'local',
    id: id(),
    name: dice.pick(['check', 'prepare', 'lookup']),
    form: dice.pick(['declared', 'declared', 'hoisted', 'variable']),
    callback: dice.pick(callbackNames),
    block: generateBlock(own),
    values: dice.list(0, 2, () => generateValue(growth)),
    handler: generateHandler(growth),
    returned: dice.chance(40),
  };
}

export function generateVisit(growth: Growth): Visit {
  const { dice, id } = growth;
  const handler = generateHandler({ ...growth, depth: 0, repeated: true });
  return {
    kind: 'visit',
    id: id(),
    loop: dice.pick(['none', 'none', 'for', 'of', 'forEach', 'while']),
    call: generateCall(growth),
    handler: { ...handler, form: dice.pick(['function', 'function', 'arrow']), ownThis: false },
  };
}
