import type { ArrowFunctionExpression, Function as FunctionNode } from '@babel/types';
import { usesArguments, usesThis } from '../../../syntax/function-facts.js';
import type { Part } from '../../items.js';
import { asyncPosition } from './async-position.js';
import { cannotGoOn } from '../timing/at-once.js';
import type { Region } from '../regions/region.js';

/** Makes a local function one that can wait: `async function next() …`, `function* next() …`. */
export function makeSuspendable(region: Region, fn: FunctionNode): void {
  const insert = (start: number, end: number, text: Part): void => {
    region.replacements.push({ start, end, items: [], needsBlock: false, inline: [text] });
  };
  if (!region.atOnce) {
    const at = asyncPosition(region, fn);
    insert(at, at, 'async ');
  } else if (fn.type === 'FunctionDeclaration' || fn.type === 'FunctionExpression') {
    const at = fn.start! + 'function'.length;
    insert(at, at, '*');
  } else if (fn.type === 'ArrowFunctionExpression') {
    const { arrowAt, isBare } = headOf(region, fn);
    insert(fn.start!, fn.start!, isBare ? 'function* (' : 'function* ');
    insert(arrowAt, fn.body.start!, isBare ? ') ' : ' ');
  } else throw cannotGoOn(fn);
}

/** Where the `=>` of a function stands, with the space in front of it, and whether its parameter has no parentheses. */
function headOf({ context: { file } }: Region, fn: ArrowFunctionExpression): { arrowAt: number; isBare: boolean } {
  const from = fn.params.at(-1)?.end ?? fn.start!;
  const between = file.source.text.slice(from, fn.body.start!);
  // There is no such function with the `this` of the code around.
  if (usesThis(fn) || usesArguments(fn) || !/^[\s,()]*=>\s*$/.test(between)) throw cannotGoOn(fn);
  return { arrowAt: from + between.search(/\s*=>/), isBare: !between.includes(')') };
}
