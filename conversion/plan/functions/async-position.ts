import type { Function as FunctionNode } from '@babel/types';
import type { Region } from '../regions/region.js';

/** Where `async` goes: in front of the function, but behind what is said of a method, `private static`. */
export function asyncPosition({ context }: Region, fn: FunctionNode): number {
  if (fn.type !== 'ClassMethod' && fn.type !== 'ClassPrivateMethod') return fn.start!;
  return fn.type === 'ClassMethod' && fn.computed
    ? context.file.source.text.lastIndexOf('[', fn.key.start!)
    : fn.key.start!;
}
