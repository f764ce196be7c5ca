import type { FileContext } from '../../analysis/file-context.js';
import { functionOfBinding } from '../../analysis/local-function.js';
import { shimName } from '../../analysis/shim-member.js';
import { Decline } from '../../conversion/decline.js';
import type { Binding } from '../../syntax/scope.js';
import { findNode, walk } from '../../syntax/walk.js';
import type { PreparedEngine } from './prepare-engine.js';
import { madePoint } from './yield-point.js';

/**
 * An engine that waits for another one, which then goes on, got the errors of that part as well.
 *
 * @returns the engine, with what its conversion then rests on
 */
export function withTasksThatGoOn(
  context: FileContext,
  engine: PreparedEngine,
  all: readonly PreparedEngine[],
  specifier: string,
): PreparedEngine {
  const reasons: Decline[] = [];
  walk(engine.site.fn.body, {
    enter(node) {
      const callee = madePoint(context, node, specifier)?.first;
      const binding = callee?.type === 'Identifier' ? context.scopes.bindingOf(callee) : undefined;
      if (callee?.type !== 'Identifier' || !binding) return;
      const isEngine = all.some(({ goesOn, site }) => goesOn && site.binding === binding);
      if (isEngine || isDetached(context, binding, specifier))
        reasons.push(new Decline('engine-task-goes-on', callee, { name: callee.name }));
    },
  });
  return reasons[0] ? { ...engine, assumptions: [...engine.assumptions, reasons[0]] } : engine;
}

/** What an engine that goes on has become: its callback is called inside of `detach`. */
function isDetached(context: FileContext, binding: Binding, specifier: string): boolean {
  const fn = functionOfBinding(context, binding);
  const found =
    fn &&
    findNode(
      fn.body,
      (node) => node.type === 'CallExpression' && shimName(context, node.callee, specifier) === 'detach',
    );
  return found !== undefined;
}
