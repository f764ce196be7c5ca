import type { CallExpression, Function as FunctionNode } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import type { FileContext } from '../file-context.js';
import { shapeOf } from './value-shape.js';

/** A function that a web framework calls for each request, and for whose promise it takes care. */
export interface RequestHandler {
  /** `next`, when the function has such a parameter. */
  readonly next: Binding | undefined;
}

/**
 * Tells whether a function is registered as a handler where it is written, `app.get('/', function (req, res, next) { … })`,
 * with a framework that hands a rejection on as `next(err)` does.
 */
export function requestHandlerOf(context: FileContext, fn: FunctionNode): RequestHandler | undefined {
  const call = registrationOf(context, fn);
  if (call?.callee.type !== 'MemberExpression' || call.callee.property.type !== 'Identifier') return undefined;
  const app = shapeOf(context, call.callee.object);
  const middleware = app?.active.profile.middleware;
  if (middleware?.rejection !== 'passed-to-next' || app!.name !== middleware.on || call.callee.computed)
    return undefined;
  if (!middleware.registering.includes(call.callee.property.name)) return undefined;
  if (fn.params.length === middleware.next) return { next: undefined };
  const at = fn.params.length - 1;
  const parameter = fn.params[at];
  if ((at !== middleware.next && at !== middleware.next + 1) || parameter?.type !== 'Identifier') return undefined;
  return { next: context.scopes.bindingOf(parameter) };
}

/** Handlers may stand in lists. */
function registrationOf({ parents }: FileContext, fn: FunctionNode): CallExpression | undefined {
  let link = parents.get(fn);
  while (link?.parent.type === 'ArrayExpression') link = parents.get(link.parent);
  return link?.parent.type === 'CallExpression' && link.key === 'arguments' ? link.parent : undefined;
}
