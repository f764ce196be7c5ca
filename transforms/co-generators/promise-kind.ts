import type { Node } from '@babel/types';
import { Decline } from '../../conversion/decline.js';
import type { Planning } from './planning.js';
import type { RunSite } from './run-site.js';

/**
 * Whether the function that a runner gave has to go on giving promises of the runner's library: somebody may use methods that
 * other promises do not have. That is out of the question where all that becomes of its results is known, and is an `await`.
 *
 * @throws {Decline} when that is so and the library has no way to make its promise of an async function
 */
export function keepsOwnPromise(planning: Planning, site: RunSite): boolean {
  const { result } = site.runner;
  if (result === 'native' || result === 'none' || isOnlyAwaited(planning, site.node)) return false;
  if (result !== 'bluebird') throw new Decline('promise-of-library', site.node, { runner: site.title });
  return true;
}

/** Whether a function goes to a variable all of whose uses are calls that are awaited or yielded at once. */
export function isOnlyAwaited({ context }: Planning, node: Node): boolean {
  const declarator = context.parents.get(node)?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const declaration = context.parents.get(declarator)!.parent;
  const statement = context.parents.get(declaration)?.parent;
  if (statement?.type === 'ExportNamedDeclaration') return false;
  const binding = context.scopes.bindingOf(declarator.id);
  if (!binding || binding.declarations.length > 1 || binding.references.length === 0) return false;
  return binding.references.every(({ identifier, kind }) => kind === 'read' && isAwaitedCall(context, identifier));
}

function isAwaitedCall(context: Planning['context'], callee: Node): boolean {
  const link = context.parents.get(callee);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'callee') return false;
  const user = context.parents.get(link.parent)?.parent;
  return user?.type === 'AwaitExpression' || (user?.type === 'YieldExpression' && !user.delegate);
}
