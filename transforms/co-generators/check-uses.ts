import type { Node } from '@babel/types';
import { surelyPromise } from '../../analysis/generators/surely-promise.js';
import { Decline } from '../../conversion/decline.js';
import { walkFunctionBody } from '../../syntax/walk.js';
import { flowToYield } from './flow-to-yield.js';
import { mentionsOf, type RunGenerator } from './generators.js';
import type { Planning } from './planning.js';
import type { RunSite } from './run-site.js';

/**
 * A generator function may become async when nothing but runners ever gets hold of it or of its generators: it is run, or
 * yielded by a generator that becomes async as well.
 *
 * @param siteAt the site of a runner's call, when it converts
 * @throws {Decline} at the first other use
 */
export function checkUses(
  planning: Planning,
  { fn, isDelegate, yields }: RunGenerator,
  siteAt: (call: Node) => RunSite | undefined,
): void {
  const { context } = planning;
  const name = 'id' in fn && fn.id ? fn.id.name : 'the generator function';
  const escapes = (node: Node): Decline => new Decline('generator-escapes', node, { name });
  if (isExported(context, fn)) throw escapes(fn);
  for (const mention of mentionsOf(context, fn)) {
    const { parent, key } = context.parents.get(mention)!;
    const isCall = parent.type === 'CallExpression' && key === 'callee';
    if (!isRun(planning, isCall ? parent : mention, siteAt, isCall, yields)) throw escapes(mention);
  }
  if (isDelegate) checkReturns(planning, fn);
}

/** Whether a generator function (or the generator that a call of it gives) goes to a runner, and nowhere else. */
function isRun(
  { context, isConverted }: Planning,
  node: Node,
  siteAt: (call: Node) => RunSite | undefined,
  isCall: boolean,
  yields: RunGenerator['yields'],
): boolean {
  const link = context.parents.get(node);
  if (link?.parent.type === 'CallExpression' && link.key === 'arguments') {
    const site = siteAt(link.parent);
    if (site?.target === node) return !isCall || site.runner.shape === 'run';
  }
  const flow = flowToYield(context, node);
  const owner = flow && context.parents.enclosingFunction(flow.node);
  if (!flow || !owner || !isConverted(owner)) return false;
  if (flow.node.delegate) return isCall && flow.containers.length === 0 && flow.node.argument === node;
  return yields === 'co4' || yields === 'co3';
}

/** `yield*` gives what the generator returns as it is; an `await` of an async function would wait for a promise. */
function checkReturns({ context, ...hints }: Planning, fn: RunGenerator['fn']): void {
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type === 'ReturnStatement' && node.argument && surelyPromise(context, node.argument, hints))
        throw new Decline('promise-is-returned', node, {});
    },
  });
}

function isExported(context: Planning['context'], fn: RunGenerator['fn']): boolean {
  const { parent } = context.parents.get(fn)!;
  const declaration = parent.type === 'VariableDeclarator' ? context.parents.get(parent)!.parent : fn;
  return /^Export/.test(context.parents.get(declaration)!.parent.type);
}
