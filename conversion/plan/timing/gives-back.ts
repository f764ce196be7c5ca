import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Binding } from '../../../syntax/scope.js';
import { findOwn, isFunctionNode } from '../../../syntax/walk.js';

/**
 * Whether a call by name may throw, or give back, what it gets: what stands for the callback where there is none does.
 *
 *     done = callback || function (err, value) { if (err) throw err; return value; };
 */
export function givesBack(
  context: FileContext,
  { callee }: CallExpression,
  how: 'throw' | 'return',
  seen = new Set<Binding>(),
): boolean {
  const binding = callee.type === 'Identifier' ? context.scopes.bindingOf(callee) : undefined;
  if (!binding || seen.has(binding)) return false;
  seen.add(binding);
  const places = [...binding.declarations, ...binding.references.map(({ identifier }) => identifier)];
  return places
    .map((place) => context.parents.get(place))
    .flatMap((link) => (link ? functionsGivenTo(link.parent, link.key) : []))
    .some((fn) => endsWithParameter(context, fn, how, seen));
}

/** The functions that a declaration or an assignment gives to a name, on any of its paths. */
function functionsGivenTo(parent: Node, key: string): FunctionNode[] {
  if (parent.type === 'FunctionDeclaration') return key === 'id' ? [parent] : [];
  const value =
    parent.type === 'VariableDeclarator' && key === 'id'
      ? parent.init
      : parent.type === 'AssignmentExpression' && key === 'left'
        ? parent.right
        : undefined;
  return value ? ways(value).filter(isFunctionNode) : [];
}

/** What an expression may come to: `a || b`, `c ? a : b`. */
function ways(value: Node): Node[] {
  if (value.type === 'LogicalExpression') return [value.left, value.right].flatMap(ways);
  if (value.type === 'ConditionalExpression') return [value.consequent, value.alternate].flatMap(ways);
  return [value];
}

/** `throw err`, `return value`, of a parameter; `return done(err, value)`. */
function endsWithParameter(
  context: FileContext,
  fn: FunctionNode,
  how: 'throw' | 'return',
  seen: Set<Binding>,
): boolean {
  const { scopes } = context;
  const params = new Set(fn.params.map((param) => (param.type === 'Identifier' ? scopes.bindingOf(param) : undefined)));
  const isGivenBack = (value: Node): boolean => {
    if (value.type === 'CallExpression') return givesBack(context, value, how, seen);
    const binding = value.type === 'Identifier' ? scopes.bindingOf(value) : undefined;
    return binding !== undefined && params.has(binding);
  };
  const type = how === 'throw' ? 'ThrowStatement' : 'ReturnStatement';
  const gives = (node: Node): boolean =>
    node.type === type && node.argument != null && ways(node.argument).some(isGivenBack);
  return findOwn(fn.body, gives) !== undefined;
}
