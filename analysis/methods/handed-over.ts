import type { Function as FunctionNode } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { ownerOfFunction } from './instance.js';
import { usesOfMethod } from './method-uses.js';

/** True for a method that only its own class uses: its body may become part of another method. */
export function isHandedOver(context: FileContext, fn: FunctionNode): boolean {
  const owner = ownerOfFunction(context, fn);
  const method = owner && [...owner.methods.values()].find((candidate) => candidate.fn === fn);
  if (!method) return false;
  const { uses, obstacle } = usesOfMethod(context, owner, method);
  return uses.length > 0 && !obstacle;
}
