import type { Expression, Function as FunctionNode, Identifier, Node } from '@babel/types';
import { parametersOf } from '../syntax/parameters.js';
import type { Binding } from '../syntax/scope.js';
import { isFunctionNode } from '../syntax/walk.js';
import type { FileContext } from './file-context.js';
import { isCallbackName } from './names-by-convention.js';
import { getsNoFunction } from './gets-no-function.js';
import { isDirectCall } from '../syntax/direct-call.js';

/** How a function completes: the parameter that callers pass, and the variables that stand for it inside. */
export interface Continuation {
  /** The parameter; `undefined` when the callback comes from elsewhere, such as `arguments`. */
  readonly parameter: Binding | undefined;
  /** Index of the parameter. */
  readonly at: number;
  /** Every variable through which the function completes: the parameter and its aliases. */
  readonly names: ReadonlySet<Binding>;
  /** What the output hands to `asCallback`. */
  readonly delivered: string;
  /** True when a missing callback is replaced by a function that does nothing. */
  readonly tolerant: boolean;
}

/** The ways in which a function may complete, the likeliest first. */
export function continuationsOf(context: FileContext, fn: FunctionNode): Continuation[] {
  const parameters = parametersOf(fn).flatMap((param, at) => {
    // `cb = noop`
    const isDefault = param.type === 'AssignmentPattern' && isNoop(param.right);
    const target = isDefault ? param.left : param;
    const binding = target.type === 'Identifier' ? context.scopes.bindingOf(target) : undefined;
    const isMeant = binding && (isCallbackName(binding.name) || isCalled(context, binding));
    return isMeant && !isReplaced(context, binding) && !getsNoFunction(context, fn, at)
      ? [{ binding, at, isDefault }]
      : [];
  });
  return parameters.reverse().map(({ binding, at, isDefault }) => {
    const continuation = withAliases(context, fn, binding, at);
    return isDefault ? { ...continuation, tolerant: true } : continuation;
  });
}

/** A function declared under the name of a parameter takes its place. */
const isReplaced = ({ parents }: FileContext, { declarations }: Binding): boolean =>
  declarations.some(
    (declared) => parents.get(declared)?.parent.type === 'FunctionDeclaration' && parents.get(declared)?.key === 'id',
  );

function isCalled(context: FileContext, binding: Binding): boolean {
  return binding.references.some(({ identifier }) => {
    const link = context.parents.get(identifier);
    return isDirectCall(link?.parent) && link.key === 'callee';
  });
}

function withAliases(context: FileContext, fn: FunctionNode, parameter: Binding, at: number): Continuation {
  const names = new Set([parameter]);
  let delivered = parameter.name;
  let tolerant = parameter.references.some(({ identifier }) => isDefaulted(context, identifier));
  for (const { identifier } of parameter.references) {
    const alias = aliasOf(context, fn, identifier);
    if (!alias) continue;
    names.add(alias.binding);
    if (alias.isDefault) tolerant = true;
    else delivered = alias.binding.name;
  }
  return { parameter, at, names, delivered, tolerant };
}

/** `cb = cb || noop`, `cb = cb || function () {}`, `if (!cb) cb = noop`. */
function isDefaulted(context: FileContext, identifier: Node): boolean {
  const assignment = context.parents.get(identifier);
  if (assignment?.parent.type !== 'AssignmentExpression' || assignment.key !== 'left') return false;
  const { right } = assignment.parent;
  return (right.type === 'LogicalExpression' && isNoop(right.right)) || isNoop(right);
}

/** `var callback = cb || noop`, `var done = once(cb)`, `callback = cb || noop` at the top of the function. */
function aliasOf(
  context: FileContext,
  fn: FunctionNode,
  identifier: Node,
): { binding: Binding; isDefault: boolean } | undefined {
  const coat = coatOf(context, identifier);
  const target = coat && targetOf(context, fn, coat);
  const binding = target && context.scopes.bindingOf(target);
  if (!binding || binding.references.some((reference) => reference.kind !== 'read' && reference.identifier !== target))
    return undefined;
  // A variable of an outer function outlives the call.
  if (binding.declarations.some((declared) => context.parents.enclosingFunction(declared) !== fn)) return undefined;
  return { binding, isDefault: isDefaultingTo(coat) };
}

const isDefaultingTo = (coat: Expression): boolean =>
  (coat.type === 'LogicalExpression' && isNoop(coat.right)) ||
  (coat.type === 'ConditionalExpression' && isNoop(coat.alternate));

/** The expression that stands for the callback: `cb || noop`, `once(cb)`, `typeof cb === 'function' ? cb : noop`. */
function coatOf({ parents }: FileContext, identifier: Node): Expression | undefined {
  const link = parents.get(identifier);
  if (!link) return undefined;
  const { parent, key } = link;
  switch (parent.type) {
    // `const cb = callback as Done`
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return parent;
    case 'LogicalExpression':
      return key === 'left' && parent.operator !== '&&' ? parent : undefined;
    case 'ConditionalExpression':
      return key === 'consequent' && isNoop(parent.alternate) ? parent : undefined;
    case 'CallExpression':
      return key === 'arguments' && parent.arguments.length === 1 && isWrapper(parent.callee) ? parent : undefined;
    default:
      return undefined;
  }
}

/** The variable that gets a value at the top level of a function, once. */
function targetOf({ parents }: FileContext, fn: FunctionNode, value: Expression): Identifier | undefined {
  const link = parents.get(value);
  if (link?.parent.type === 'VariableDeclarator' && link.key === 'init') {
    const { id } = link.parent;
    return id.type === 'Identifier' && parents.enclosingFunction(link.parent) === fn ? id : undefined;
  }
  if (link?.parent.type !== 'AssignmentExpression' || link.key !== 'right' || link.parent.operator !== '=')
    return undefined;
  const { left } = link.parent;
  const statement = parents.get(link.parent)?.parent;
  const isTopLevel = statement?.type === 'ExpressionStatement' && parents.get(statement)?.parent === fn.body;
  return left.type === 'Identifier' && isTopLevel ? left : undefined;
}

/** Functions that give a callback back in another coat. */
function isWrapper(callee: Node): boolean {
  if (callee.type === 'Identifier') return isSingleCallWrapper(callee.name);
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    isSingleCallWrapper(callee.property.name)
  );
}

/** True for functions such as `once`: what they give back completes as the callback does, once at most. */
export function isSingleCallWrapper(name: string): boolean {
  return /^(?:once|maybe|dezalgo|ensureCallback|makeCallback|rethrow|noop|nop|bind|unsafe|nextTick)\w*$/i.test(name);
}

/** A function that does nothing, as far as can be seen. */
export function isNoop(node: Node): boolean {
  if (isFunctionNode(node)) return node.body.type === 'BlockStatement' && node.body.body.length === 0;
  return (
    (node.type === 'Identifier' || node.type === 'MemberExpression') &&
    /noop|nop$/i.test(node.type === 'Identifier' ? node.name : ((node.property as { name?: string }).name ?? ''))
  );
}
