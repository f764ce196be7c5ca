import { isTransparentBody } from '../../analysis/subscriptions.js';
import { calleeName } from '../../analysis/callee.js';
import type { Handler } from '../../analysis/handler.js';
import type { Operation } from '../../analysis/operation.js';
import { Decline } from '../decline.js';
import type { Region } from './region.js';

/** What keeps a handler from standing in the flow of its operation. */
export function checkHandler(region: Region, operation: Operation, handler: Handler): void {
  const { fn } = handler;
  const callee = operation.callee.name;
  if (fn.async || fn.generator) throw new Decline('handler-is-special', fn, { callee });
  if (!handler.transparent) throw new Decline('handler-uses-this', fn, { callee });
  if (fn.body.type !== 'BlockStatement') throw new Decline('handler-is-expression', fn, { callee });
  if (fn.body.directives.length > 0) throw new Decline('handler-is-special', fn, { callee });
  if (region.context.scopes.functionScope(fn).hasDirectEval) throw new Decline('uses-eval', fn, {});
  if (refersToItself(region, handler)) throw new Decline('handler-calls-itself', fn, { callee });
  const subscription = isTransparentBody(region.context, operation, fn);
  if (subscription) throw new Decline('handler-subscribes', subscription, { callee });
}

/** An `await` takes the first result only. */
export function checkCallee(region: Region, { callee, call }: Operation): void {
  const local = callee.kind === 'local' ? region.locals.get(callee.fn) : undefined;
  const repeats = local ? !local.once : callee.kind !== 'builtin' && region.project.repeating.has(calleeName(call));
  if (repeats) throw new Decline('callee-may-call-repeatedly', call, { callee: callee.name });
}

/** A named function expression that calls itself is a loop. */
function refersToItself(region: Region, { fn }: Handler): boolean {
  if (fn.type !== 'FunctionExpression' || !fn.id) return false;
  return (region.context.scopes.bindingOf(fn.id)?.references.length ?? 0) > 0;
}
