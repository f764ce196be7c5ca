import type { Class, Function as FunctionNode } from '@babel/types';
import { findOwn } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { methodOf, ownerOfFunction } from '../methods/instance.js';

/**
 * Whether an object begins with a function while it is made: its constructor, or a method that the constructor calls. Who makes
 * the object goes on with it at once.
 */
export function isStartedByConstructor(context: FileContext, fn: FunctionNode): boolean {
  const owner = ownerOfFunction(context, fn);
  const made = owner && constructorOf(owner.node);
  if (!made) return false;
  const reached = new Set([made]);
  for (const one of reached) {
    if (one === fn) return true;
    findOwn(one.body, (node) => {
      const called = node.type === 'CallExpression' ? methodOf(context, node.callee) : undefined;
      if (called?.owner === owner) reached.add(called.method.fn);
      return false;
    });
  }
  return false;
}

function constructorOf(node: Class | FunctionNode): FunctionNode | undefined {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return node;
  const member = node.body.body.find((one) => one.type === 'ClassMethod' && one.kind === 'constructor');
  return member as FunctionNode | undefined;
}
