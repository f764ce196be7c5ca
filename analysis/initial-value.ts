import type { Expression, Node } from '@babel/types';
import type { Binding } from '../syntax/scope.js';
import type { FileContext } from './file-context.js';
import { isWithin } from '../syntax/within.js';

/**
 * What a variable holds where it is used: the value it is declared with, when it is never set again.
 *
 * @param use a `var` has to be declared above it, in a block around it; left out where another value could not be used
 */
export function initOf(context: FileContext, binding: Binding, use?: Node): Expression | undefined {
  if (binding.declarations.length !== 1 || !/^(?:const|let|var)$/.test(binding.kind)) return undefined;
  const declared = binding.declarations[0]!;
  if (binding.references.some(({ kind, identifier }) => kind !== 'read' && identifier !== declared)) return undefined;
  const parent = context.parents.get(declared)?.parent;
  if (parent?.type !== 'VariableDeclarator' || parent.id !== declared || !parent.init) return undefined;
  if (binding.kind === 'var' && use && !isAbove(context, parent, use)) return undefined;
  return parent.init;
}

function isAbove(context: FileContext, declarator: Node, use: Node): boolean {
  const declaration = context.parents.get(declarator)!.parent;
  const block = context.parents.get(declaration)!.parent;
  return declarator.end! <= use.start! && isWithin(use, block);
}
