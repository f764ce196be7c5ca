import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { ownYields } from '../../analysis/generators/own-yields.js';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { namedGenerator } from './find-runs.js';

const verbs = /^(?:use|get|post|put|patch|delete|del|all|head|options)$/;

/**
 * Finds middleware of koa 1: generator functions that are handed to `use` or to a route, and those that yield a parameter named
 * `next`.
 */
export function findMiddleware(context: FileContext): Set<FunctionNode> {
  const found = new Set<FunctionNode>();
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'CallExpression' && isRouting(node)) {
        for (const argument of node.arguments) {
          const fn = isFunctionNode(argument) ? argument : namedGenerator(context, argument);
          if (fn && isPlain(fn)) found.add(fn);
        }
      } else if (isFunctionNode(node) && isPlain(node) && yieldsNext(context, node)) found.add(node);
    },
  });
  return found;
}

/** The parameter through which middleware goes on. */
export function nextOf(context: FileContext, fn: FunctionNode): Binding | undefined {
  const [parameter] = fn.params;
  return parameter?.type === 'Identifier' ? context.scopes.bindingOf(parameter) : undefined;
}

const isRouting = ({ callee }: CallExpression): boolean =>
  callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && verbs.test(callee.property.name);

function isPlain(fn: FunctionNode): boolean {
  if (fn.type !== 'FunctionExpression' && fn.type !== 'FunctionDeclaration') return false;
  const [first] = fn.params;
  const isNext = first === undefined || (first.type === 'Identifier' && /^_?next$/.test(first.name));
  return fn.generator && !fn.async && fn.params.length <= 1 && isNext;
}

function yieldsNext(context: FileContext, fn: FunctionNode): boolean {
  const next = nextOf(context, fn);
  const isNext = (node: Node | null | undefined): boolean =>
    node?.type === 'Identifier' && context.scopes.bindingOf(node) === next;
  return next !== undefined && ownYields(fn).some(({ argument }) => isNext(argument));
}
