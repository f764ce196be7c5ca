import type { Block, Tail } from '../model/program.js';
import { generatePlain } from './generate-plain.js';
import { generateTail } from './generate-tail.js';
import { generateCompletion } from './generate-parts.js';
import type { Growth } from './growth.js';

export function generateBlock(growth: Growth): Block {
  const plain = generatePlain(growth, growth.depth > 1 ? 3 : 2);
  const tail: Tail =
    growth.depth <= 0 ? { kind: 'complete', completion: generateCompletion(growth) } : generateTail(growth);
  return { plain, tail };
}
