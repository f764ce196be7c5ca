import type { Node } from '@babel/types';
import { readsCallbackArity } from './callback-arity.js';
import { usesArguments } from '../syntax/function-facts.js';
import type { Continuation } from './continuation.js';
import type { FileContext } from './file-context.js';
import { isWithin } from '../syntax/within.js';

/** A part of the source. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Tells whether a function whose body became async gives its promise to a caller that leaves the callback out. It does
 * not where the part that stays as it is looks at the callback: completes early, validates it, or puts another function
 * in its place.
 *
 * @param moved the parts that stand in the async body now
 */
export function worksWithoutCallback(
  context: FileContext,
  { names, parameter }: Continuation,
  moved: readonly Range[],
): boolean {
  // `cb = noop`: the callback is never missing.
  const isDefaulted = (declared: Node): boolean => context.parents.get(declared)?.parent.type === 'AssignmentPattern';
  if ([...names].some(({ declarations }) => declarations.some(isDefaulted))) return false;
  const declared = parameter?.declarations[0];
  const fn = declared && context.parents.enclosingFunction(declared);
  // One argument less is another number of arguments.
  if (fn && (usesArguments(fn) || readsCallbackArity(context, fn))) return false;
  return [...names].every((binding) =>
    binding.references.every(({ identifier, kind }) => {
      if (moved.some((span) => isWithin(identifier, span))) return true;
      return kind === 'write' ? isArgumentShift(context, identifier, binding.name) : isAlias(context, identifier);
    }),
  );
}

/** `if (typeof options === 'function') { callback = options; … }`: not taken when the callback is left out. */
function isArgumentShift(context: FileContext, identifier: Node, callback: string): boolean {
  let node = identifier;
  for (const parent of context.parents.ancestors(identifier)) {
    if (parent.type === 'IfStatement' && parent.consequent === node) {
      const tested = testedForFunction(parent.test);
      return tested !== undefined && tested !== callback;
    }
    node = parent;
  }
  return false;
}

/** The variable in `typeof variable === 'function'`. */
function testedForFunction(test: Node): string | undefined {
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return undefined;
  const { left, right } = test;
  if (right.type !== 'StringLiteral' || right.value !== 'function') return undefined;
  if (left.type !== 'UnaryExpression' || left.operator !== 'typeof') return undefined;
  return left.argument.type === 'Identifier' ? left.argument.name : undefined;
}

/** `var done = callback || noop`: the parameter itself is what the body completes. */
function isAlias(context: FileContext, identifier: Node): boolean {
  const declared = context.parents.get(identifier);
  if (!declared) return false;
  const { parent, key } = declared;
  if (parent.type === 'VariableDeclarator') return key === 'id';
  if (parent.type === 'UnaryExpression' && parent.operator === 'typeof') return isTestOfAlias(context, parent);
  const isCoat =
    (parent.type === 'LogicalExpression' && key === 'left') ||
    (parent.type === 'ConditionalExpression' && key === 'consequent');
  return isCoat && /^(?:VariableDeclarator|AssignmentExpression)$/.test(context.parents.get(parent)?.parent.type ?? '');
}

/** `typeof callback === 'function' ? callback : noop`. */
function isTestOfAlias({ parents }: FileContext, test: Node): boolean {
  const comparison = parents.get(test)?.parent;
  const link = comparison && parents.get(comparison);
  return link?.parent.type === 'ConditionalExpression' && link.key === 'test';
}
