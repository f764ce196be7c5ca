import { isBuiltin } from 'node:module';
import type { Class, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionName } from '../../../analysis/local-function.js';
import { moduleOf } from '../../../analysis/module-binding.js';
import { findNode } from '../../../syntax/walk.js';

/**
 * `stat(file, cb) { if (isHidden(file)) cb(); else super.stat(file, cb); }` in a class whose base another package has: the methods
 * of that base call it, and may do more as soon as it has completed. Classes of Node, such as streams, do not mind.
 *
 * @returns the call of what it overrides
 */
export function overridesForeign(context: FileContext, fn: FunctionNode): Node | undefined {
  if (fn.type !== 'ClassMethod' || fn.static || fn.computed) return undefined;
  const around = context.parents.ancestors(fn);
  for (const node of around) {
    if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') continue;
    return isForeign(context, node) ? superCall(context, fn) : undefined;
  }
  return undefined;
}

/** A base of another package, or one that is given: `(Base) => class extends Base {}`. */
function isForeign(context: FileContext, { superClass }: Class): boolean {
  if (superClass?.type !== 'Identifier' && superClass?.type !== 'MemberExpression') return false;
  const module = moduleOf(context, superClass);
  if (module) return !module.specifier.startsWith('.') && !isBuiltin(module.specifier);
  return superClass.type === 'Identifier' && context.scopes.bindingOf(superClass)?.kind === 'param';
}

/** `super.stat(…)` in `stat`. */
function superCall(context: FileContext, fn: FunctionNode): Node | undefined {
  const name = functionName(context, fn);
  return findNode(
    fn.body,
    (node) =>
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      node.callee.object.type === 'Super' &&
      node.callee.property.type === 'Identifier' &&
      node.callee.property.name === name,
  );
}
