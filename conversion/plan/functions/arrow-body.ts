import type { Function as FunctionNode } from '@babel/types';
import type { Region } from '../regions/region.js';

/** `(file, cb) => fs.stat(file, …)`, with nothing but space around the expression. */
export const isPlainBody = (region: Region, fn: FunctionNode): boolean =>
  fn.body.type === 'CallExpression' && afterArrow(region, fn) >= 0;

/** Where the expression of an arrow function begins, with the space in front of it; -1 where other text stands there. */
export function afterArrow({ context: { file } }: Region, { body, start }: FunctionNode): number {
  const found = /=>\s*$/.exec(file.source.text.slice(start!, body.start!));
  return found ? start! + found.index + 2 : -1;
}
