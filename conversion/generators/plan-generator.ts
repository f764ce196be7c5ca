import { shimNames } from '../used-imports.js';
import type { Function as FunctionNode } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { ownYields } from '../../analysis/generators/own-yields.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { Decline } from '../decline.js';
import type { Replacement } from '../items.js';
import { planAsyncHeader, type AsyncForm } from './async-header.js';
import { EditList } from './edit-list.js';
import type { Lower } from './lowering.js';
import { planYield } from './plan-yield.js';

/** What makes an async function of a generator function: pure data. */
export interface GeneratorPlan {
  /** Edits of the head and of each own `yield`; what is between them is not touched. */
  readonly replacements: readonly Replacement[];
  /** Names that the edits import from the shim. */
  readonly shim: readonly string[];
  /** How many `yield`s became `await`s. */
  readonly yields: number;
  readonly form: AsyncForm;
}

export interface GeneratorRequest {
  /** What the dialect makes of each `yield` of the function itself. */
  readonly lower: Lower;
  /** `arrow` asks for an async arrow; the function stays a function where that would not be the same. Default `function`. */
  readonly form?: AsyncForm;
  /** True where the runner gives the function the very `this` of the code around it, so that an arrow has the same. */
  readonly outerThis?: boolean;
}

/**
 * Plans the async function that does what a generator function did under its runner. The dialect says how each `yield`
 * is lowered and answers for the runner: when it starts, how it fails, what it returns.
 *
 * @param fn a generator function: expression, declaration or method
 * @throws {Decline} when a name stands in the way, or `lower` declines
 */
export function planGenerator(context: FileContext, fn: FunctionNode, request: GeneratorRequest): GeneratorPlan {
  checkNames(fn);
  const edits = new EditList();
  const form = planAsyncHeader(context, fn, request, edits);
  const yields = ownYields(fn);
  for (const node of yields) planYield(context, node, request.lower(node.argument ?? undefined, node), edits);
  const replacements = edits.replacements();
  return { replacements, shim: shimNames(replacements), yields: yields.length, form };
}

/** In an async function `await` names nothing; what belongs to a function inside it is its own affair, but for arrows. */
export function checkNames(fn: FunctionNode): void {
  if (!fn.generator || fn.async) throw new Decline('not-a-generator', fn, {});
  for (const part of [...fn.params, fn.body]) {
    walk(part, {
      enter(node, parent, key) {
        if (isFunctionNode(node) && node.type !== 'ArrowFunctionExpression') return 'skip';
        if (node.type !== 'Identifier' || node.name !== 'await') return undefined;
        const isKey = (key === 'property' || key === 'key') && !(parent as { computed?: boolean }).computed;
        if (!isKey) throw new Decline('await-is-a-name', node, {});
        return undefined;
      },
    });
  }
}
