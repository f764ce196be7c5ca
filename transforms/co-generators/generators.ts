import type { Function as FunctionNode, Identifier, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { ownYields } from '../../analysis/generators/own-yields.js';
import { bindingOfFunction } from '../../analysis/local-function.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { namedGenerator } from './find-runs.js';
import { flowToYield } from './flow-to-yield.js';
import type { RunSite } from './run-site.js';
import type { Runner } from './runners.js';

/** A generator function of the file that a runner runs, directly or because another one yields it. */
export interface RunGenerator {
  readonly fn: FunctionNode;
  /** What may be yielded. */
  readonly yields: Runner['yields'];
  /** The runners that it is given to. */
  readonly sites: readonly RunSite[];
  /** True when its name stands for it; false when it is written where it is run. */
  readonly isNamed: boolean;
  /** True when some `yield*` takes what it returns as it is. */
  readonly isDelegate: boolean;
}

/** Follows generators from the runners through what they yield. */
export function findGenerators(
  context: FileContext,
  sites: readonly RunSite[],
  middleware: ReadonlySet<FunctionNode> = new Set(),
): Map<FunctionNode, RunGenerator> {
  const found = new Map<FunctionNode, RunGenerator>();
  const open: { fn: FunctionNode; yields: Runner['yields']; site?: RunSite; isDelegate?: boolean }[] = sites.flatMap(
    (site) => (site.fn ? [{ fn: site.fn, yields: site.runner.yields, site }] : []),
  );
  open.push(...[...middleware].map((fn) => ({ fn, yields: 'co4' as const })));
  for (let next = open.shift(); next; next = open.shift()) {
    const { fn, yields, site, isDelegate = false } = next;
    const known = found.get(fn);
    found.set(fn, {
      fn,
      yields: known?.yields ?? yields,
      sites: [...(known?.sites ?? []), ...(site ? [site] : [])],
      isNamed: bindingOfFunction(context, fn) !== undefined,
      isDelegate: isDelegate || (known?.isDelegate ?? false),
    });
    if (!known) open.push(...yieldedBy(context, fn).map((inner) => ({ ...inner, yields })));
  }
  return found;
}

/** The generator functions of the file that a generator function yields, calls in a yield, or delegates to. */
function yieldedBy(context: FileContext, fn: FunctionNode): { fn: FunctionNode; isDelegate: boolean }[] {
  return ownYields(fn).flatMap(({ argument, delegate }) => {
    if (!argument) return [];
    const inner: { fn: FunctionNode; isDelegate: boolean }[] = [];
    walk(argument, {
      enter(node) {
        const target = yieldTarget(context, node);
        if (target && flowToYield(context, node)?.node.argument === argument)
          inner.push({ fn: target, isDelegate: delegate });
        return isFunctionNode(node) ? 'skip' : undefined;
      },
    });
    return inner;
  });
}

/** The generator function that a yielded expression is, names or calls. */
export function yieldTarget(context: FileContext, node: Node): FunctionNode | undefined {
  if (isFunctionNode(node))
    return node.generator && !node.async && node.type === 'FunctionExpression' ? node : undefined;
  if (node.type === 'CallExpression') return namedGenerator(context, node.callee);
  return namedGenerator(context, node);
}

/** Where a function is mentioned by a name: that of its variable or declaration, or its own inside of it. */
export function mentionsOf(context: FileContext, fn: FunctionNode): Identifier[] {
  const own = 'id' in fn && fn.id ? context.scopes.bindingOf(fn.id) : undefined;
  const bindings = new Set([bindingOfFunction(context, fn), own]);
  return [...bindings].flatMap((binding) =>
    (binding?.references ?? []).flatMap(({ identifier, kind }) =>
      kind === 'read' && identifier.type === 'Identifier' ? [identifier] : [],
    ),
  );
}
