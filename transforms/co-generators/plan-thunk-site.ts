import type { Function as FunctionNode, Node } from '@babel/types';
import { ownYields } from '../../analysis/generators/own-yields.js';
import { surelyPromise } from '../../analysis/generators/surely-promise.js';
import { Decline } from '../../conversion/decline.js';
import type { EditList } from '../../conversion/generators/edit-list.js';
import { spanOf, type Part } from '../../conversion/items.js';
import { isFunctionNode, walkFunctionBody } from '../../syntax/walk.js';
import { flowToYield } from './flow-to-yield.js';
import { planFunction, replaceHead } from './plan-site.js';
import type { Planning } from './planning.js';
import { resumedCall, resumeParameter } from './resumed-call.js';
import type { RunSite } from './run-site.js';

/**
 * Plans what takes the place of a runner that gives no promise: `co(fn)()` of co 3 becomes `detach(async () => { … })`,
 * `co(fn)(cb)` becomes `asCallback(cb, async () => { … })`. What fails without a callback is an uncaught exception in both.
 */
export function planThunkSite(planning: Planning, site: RunSite, fn: FunctionNode, edits: EditList): void {
  const { node, call, target, args, runner } = site;
  const isThunk = runner.shape === 'thunk';
  if ((args.length > 0 && !runner.takesCallback) || !isFunctionNode(target))
    throw new Decline('runner-result-kept', node, {});
  checkReturns(planning, fn);
  if (isThunk && node === call) return planYielded(planning, site, fn, edits);
  const [given, ...others] = isThunk ? node.arguments : args;
  if (others.length > 0) throw new Decline('runner-result-kept', node, {});
  if (!given) checkUnused(planning, node);
  else if (!isCallback(given)) throw new Decline('runner-result-kept', given, {});
  checkParameters(planning, site, fn, edits);
  const head: Part[] = given ? [{ shim: 'asCallback' }, '(', spanOf(given), ', '] : [{ shim: 'detach' }, '('];
  planFunction(planning, site, fn, edits);
  replaceHead(planning, node, target, head, edits);
  if (call !== node) edits.replace(call.end!, node.end!);
  else if (given) edits.replace(target.end!, given.end!);
}

/** Nothing is passed to the generator function but what makes callbacks, whose every use has to be one that is converted. */
function checkParameters({ context }: Planning, { runner }: RunSite, fn: FunctionNode, edits: EditList): void {
  if (fn.params.length === 0) return;
  const parameter = runner.yields === 'resumed' ? resumeParameter(context, fn) : undefined;
  if (!parameter) throw new Decline('runner-result-kept', fn, {});
  const resumers = ownYields(fn).flatMap(({ argument }): Node[] => {
    const resumed = argument && resumedCall(context, argument, fn);
    return resumed ? [resumed.resume.callee] : [];
  });
  const other = parameter.references.find(({ identifier }) => !resumers.includes(identifier));
  if (other) throw new Decline('yield-not-known', other.identifier, {});
  edits.replace(fn.params[0]!.start!, fn.params[0]!.end!);
}

/** `yield co(function* () { … })` with co 3. */
function planYielded(planning: Planning, site: RunSite, fn: FunctionNode, edits: EditList): void {
  const flow = flowToYield(planning.context, site.node);
  const owner = flow && planning.context.parents.enclosingFunction(flow.node);
  // In a list it would start before what comes in front of it.
  if (!owner || !planning.isConverted(owner) || flow.containers.length > 0)
    throw new Decline('runner-result-kept', site.node, {});
  planFunction(planning, site, fn, edits);
  replaceHead(planning, site.node, site.target, ['('], edits);
  edits.replace(site.target.end!, site.node.end!, ')()');
}

/** A promise that is returned is the result itself with co 3; an async function would wait for it. */
function checkReturns({ context, ...hints }: Planning, fn: FunctionNode): void {
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type === 'ReturnStatement' && node.argument && surelyPromise(context, node.argument, hints))
        throw new Decline('promise-is-returned', node, {});
    },
  });
}

/** Nobody may use the result: it was undefined, and is so. What a spawner gives is never of use. */
function checkUnused({ context }: Planning, node: Node): void {
  const parent = context.parents.get(node)?.parent;
  if (
    parent?.type !== 'ExpressionStatement' &&
    parent?.type !== 'ReturnStatement' &&
    parent?.type !== 'ArrowFunctionExpression'
  )
    throw new Decline('runner-result-kept', node, {});
}

/** A function, or a parameter that is named like a callback. */
const isCallback = (node: Node): boolean =>
  isFunctionNode(node) ||
  (node.type === 'Identifier' && /^(?:cb|callback|done|next|fn)$|(?:Cb|Callback)$/.test(node.name));
