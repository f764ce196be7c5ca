import type { Node } from '@babel/types';
import type { FileContext } from './file-context.js';
import { moduleOf } from './module-binding.js';

/** The functions of packages that exist to make errors, by package: whatever they are given, they give an error. */
const MAKERS: ReadonlyMap<string, RegExp> = new Map([
  ['boom', /^(?!is)/],
  ['@hapi/boom', /^(?!is)/],
  ['http-errors', /^[A-Z]/],
]);

/** `Boom.badRequest(…)`, `createError.NotFound()`. */
export function makesLibraryError(context: FileContext, node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const module = moduleOf(context, node.callee);
  const makers = module?.member === undefined ? undefined : MAKERS.get(module.specifier);
  return makers?.test(module!.member!) ?? false;
}
