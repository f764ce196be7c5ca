import type { Function as FunctionNode, Node } from '@babel/types';
import { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import type { Lower } from '../../conversion/generators/lowering.js';
import type { Replacement } from '../../conversion/items.js';
import { uniqueName } from '../../syntax/names.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { nextOf } from './find-middleware.js';
import { mentionsOf } from './generators.js';
import { lowerYield } from './lower-yield.js';
import { planBody } from './plan-body.js';
import type { Planning } from './planning.js';

/**
 * Plans middleware of koa 2 in the place of that of koa 1: `this` becomes the parameter `ctx`, `yield next` becomes
 * `await next()`.
 *
 * @throws {Decline} when `next` goes elsewhere, or the function is called by somebody else than koa
 */
export function planMiddleware(planning: Planning, fn: FunctionNode): { replacements: Replacement[]; yields: number } {
  const { context } = planning;
  checkCalls(planning, fn);
  const next = nextOf(context, fn);
  const passed = new Set<Node>();
  const others = lowerYield(planning, fn);
  const lower: Lower = (operand, node) => {
    const isNext = operand?.type === 'Identifier' && next && context.scopes.bindingOf(operand) === next;
    if (!isNext) return others(operand, node);
    passed.add(operand);
    return { wrap: [[], ['()']] };
  };
  const plan = planBody(planning, fn, { lower, form: 'arrow', outerThis: true });
  const escape = next?.references.find(({ identifier }) => !passed.has(identifier));
  if (escape) throw new Decline('next-is-passed-on', escape.identifier, {});
  const edits = new EditList();
  edits.add(...plan.replacements);
  addContext(planning, fn, edits);
  return { replacements: edits.replacements(), yields: plan.yields };
}

/** `this` becomes a parameter. */
function addContext({ context }: Planning, fn: FunctionNode, edits: EditList): void {
  const [parameter] = fn.params;
  const uses = ownThis(fn);
  if (uses.length === 0 && !parameter) return;
  const taken = new Set(context.scopes.referencesIn(fn).map(({ identifier }) => identifier.name));
  walk(fn, { enter: (node) => void (node.type === 'Identifier' && taken.add(node.name)) });
  const name = uniqueName('ctx', (candidate) => taken.has(candidate));
  for (const use of uses) edits.replace(use.start!, use.end!, name);
  if (parameter) edits.replace(parameter.start!, parameter.start!, `${name}, `);
  else {
    const open = context.file.source.text.indexOf('(', ('id' in fn && fn.id?.end) || fn.start!);
    edits.replace(open + 1, open + 1, name);
  }
}

/** Where a function reads its `this`, directly or through arrow functions. */
function ownThis(fn: FunctionNode): Node[] {
  const found: Node[] = [];
  walk(fn.body, {
    enter(node) {
      if (isFunctionNode(node) && node.type !== 'ArrowFunctionExpression') return 'skip';
      if (node.type === 'ThisExpression') found.push(node);
      return undefined;
    },
  });
  return found;
}

/** Middleware that other middleware calls (`yield* other.call(this, next)`) has to stay what it is. */
function checkCalls({ context }: Planning, fn: FunctionNode): void {
  const called = mentionsOf(context, fn).find((mention) => {
    const { parent, key } = context.parents.get(mention)!;
    return key === 'callee' || (parent.type === 'MemberExpression' && key === 'object');
  });
  if (called) throw new Decline('generator-escapes', called, { name: called.name });
}
