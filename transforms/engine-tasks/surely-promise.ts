import type { Node } from '@babel/types';
import { functionOfBinding } from '../../analysis/local-function.js';
import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { shimName } from '../../analysis/shim-member.js';
import type { ProjectFacts } from '../../core/index.js';

/** Functions of the shim that give futures or promises. */
const GIVING = new Set([
  'callNodeTask',
  'callTask',
  'convertYielded',
  'fromPromise',
  'maybeFuture',
  'multi',
  'multiFuture',
  'sleep',
  'task',
  'toPromise',
  'together',
  'withTimeout',
]);

/** Whether an expression gives a promise or a future, whatever happens. */
export function isSurelyPromise(context: FileContext, project: ProjectFacts, node: Node, specifier: string): boolean {
  if (node.type === 'NewExpression') return isGlobalPromise(context, node.callee);
  if (node.type !== 'CallExpression') return false;
  const { callee } = node;
  const name = shimName(context, callee, specifier);
  if (name !== undefined) return GIVING.has(name);
  const module = moduleOf(context, callee);
  if (module) return project.givesFuture(context.file.source.path, module);
  if (callee.type === 'Identifier') {
    const binding = context.scopes.bindingOf(callee);
    const fn = binding && functionOfBinding(context, binding);
    return fn !== undefined ? fn.async === true && !fn.generator : isMadeCoroutine(context, callee, specifier);
  }
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
  if (isGlobalPromise(context, callee.object))
    return /^(?:resolve|reject|all|allSettled|race|any)$/.test(callee.property.name);
  return shimName(context, callee.object, specifier) === 'task';
}

function isGlobalPromise(context: FileContext, node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'Promise' && !context.scopes.bindingOf(node);
}

/** `const load = coroutine(function* () { … })`, never set again. */
function isMadeCoroutine(context: FileContext, callee: Node, specifier: string): boolean {
  const binding = callee.type === 'Identifier' ? context.scopes.bindingOf(callee) : undefined;
  if (!binding || binding.declarations.length !== 1) return false;
  const declared = binding.declarations[0]!;
  if (binding.references.some(({ kind, identifier }) => kind !== 'read' && identifier !== declared)) return false;
  const parent = context.parents.get(declared)?.parent;
  if (parent?.type !== 'VariableDeclarator' || parent.init?.type !== 'CallExpression') return false;
  return shimName(context, parent.init.callee, specifier) === 'coroutine';
}
