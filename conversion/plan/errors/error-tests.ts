import type { BinaryExpression, Expression, Node, Statement } from '@babel/types';
import { isTruthyExpression } from '../../../analysis/expression-truth.js';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Binding } from '../../../syntax/scope.js';
import type { NoError } from './no-error.js';
import type { Ends, Flow, Region } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * What a condition says about one error variable:
 * `error`: holds exactly when there is an error; `success`: exactly when there is none; `error-and`: an error and
 * something else; otherwise it can't be told.
 */
export type ErrorTest =
  | { readonly kind: 'error' | 'success' }
  | { readonly kind: 'error-and'; readonly condition: Expression }
  | { readonly kind: 'other' };

const OTHER: ErrorTest = { kind: 'other' };

/**
 * Classifies a condition with regard to the error variable `error`.
 *
 * @param noError what the variable holds when there is no error: a comparison with `null` says nothing about a zero
 */
export function classifyTest(
  context: FileContext,
  test: Expression,
  error: Binding,
  noError: NoError = 'unknown',
): ErrorTest {
  const isError = (node: Node): boolean => node.type === 'Identifier' && context.scopes.bindingOf(node) === error;
  if (isError(test)) return { kind: 'error' };
  if (test.type === 'UnaryExpression' && test.operator === '!')
    return negated(classifyTest(context, test.argument, error, noError));
  if (test.type === 'BinaryExpression')
    return isError(test.left) ? comparison(test.operator, emptiness(test.right), noError) : OTHER;
  if (test.type === 'LogicalExpression' && test.operator === '&&') {
    const left = classifyTest(context, test.left, error, noError);
    if (left.kind === 'error') return { kind: 'error-and', condition: test.right };
  }
  return OTHER;
}

function negated(test: ErrorTest): ErrorTest {
  if (test.kind === 'error') return { kind: 'success' };
  if (test.kind === 'success') return { kind: 'error' };
  return OTHER;
}

function comparison(operator: string, compared: NoError, noError: NoError): ErrorTest {
  if (compared === 'unknown' || noError === 'unknown') return OTHER;
  const isStrict = operator === '===' || operator === '!==';
  if (isStrict && compared !== noError) return OTHER;
  if (operator === '==' || operator === '===') return { kind: 'success' };
  if (operator === '!=' || operator === '!==') return { kind: 'error' };
  return OTHER;
}

function emptiness(node: Node): NoError {
  if (node.type === 'NullLiteral') return 'null';
  return node.type === 'Identifier' && node.name === 'undefined' ? 'undefined' : 'unknown';
}

/** What holds inside the branches of an `if` on a plain variable. */
export function flowOfBranch(region: Region, test: Expression, flow: Flow, branch: 'then' | 'else'): Flow {
  const known = testedBinding(region.context, test);
  if (!known) return flow;
  const truthy = known.truthy === (branch === 'then');
  if (branch === 'else' && known.partial) return flow;
  return mark(flow, known.binding, truthy);
}

/**
 * After `if (err) return …;` the variable is known to be falsy, after `if (!err) return …;` to be truthy, as it is behind
 * `err = new Error(…);`.
 */
export function errorAfter(region: Region, statement: Statement, ends: Ends, flow: Flow): Flow {
  const left = withoutWritten(statement, flow);
  if (statement.type === 'ExpressionStatement') return afterAssignment(region, statement.expression, left);
  if (statement.type !== 'IfStatement' || statement.alternate || ends === 'never') return left;
  const known = testedBinding(region.context, statement.test);
  if (!known || known.partial || !endsAbruptly(statement.consequent)) return left;
  return mark(left, known.binding, !known.truthy);
}

/** A variable that a statement gives another value, itself or in a function inside of it, may be falsy then. */
function withoutWritten(statement: Statement, flow: Flow): Flow {
  const isWritten = ({ references }: Binding): boolean =>
    references.some(({ kind, identifier }) => kind !== 'read' && isWithin(identifier, statement));
  if (![...flow.truthy].some(isWritten)) return flow;
  return { ...flow, truthy: new Set([...flow.truthy].filter((binding) => !isWritten(binding))) };
}

/** `err = new Error('empty');`, of a variable that no other function writes. */
function afterAssignment({ context: { scopes, parents } }: Region, expression: Expression, flow: Flow): Flow {
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return flow;
  const { left, right } = expression;
  const binding = left.type === 'Identifier' ? scopes.bindingOf(left) : undefined;
  if (!binding || !isTruthyExpression(right)) return flow;
  const fn = parents.enclosingFunction(left);
  const writes = binding.references.filter(({ kind }) => kind !== 'read');
  return writes.every(({ identifier }) => parents.enclosingFunction(identifier) === fn)
    ? mark(flow, binding, true)
    : flow;
}

/** True when the last statement leaves the function. */
export function endsAbruptly(statement: Statement): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

function mark(flow: Flow, binding: Binding, truthy: boolean): Flow {
  const add = (set: ReadonlySet<Binding>) => new Set([...set, binding]);
  const remove = (set: ReadonlySet<Binding>) => new Set([...set].filter((each) => each !== binding));
  return truthy
    ? { ...flow, truthy: add(flow.truthy), falsy: remove(flow.falsy) }
    : { ...flow, truthy: remove(flow.truthy), falsy: add(flow.falsy) };
}

function testedBinding(
  context: FileContext,
  test: Expression,
): { binding: Binding; truthy: boolean; partial: boolean } | undefined {
  if (test.type === 'Identifier') {
    const binding = context.scopes.bindingOf(test);
    return binding && { binding, truthy: true, partial: false };
  }
  // `if (err = check(key)) return cb(err);`
  if (test.type === 'AssignmentExpression' && test.operator === '=' && test.left.type === 'Identifier')
    return testedBinding(context, test.left);
  if (test.type === 'UnaryExpression' && test.operator === '!') {
    const inner = testedBinding(context, test.argument);
    return inner && !inner.partial ? { ...inner, truthy: !inner.truthy } : undefined;
  }
  if (test.type === 'BinaryExpression') return testedForError(context, test);
  if (test.type === 'LogicalExpression' && test.operator === '&&') {
    const inner = testedBinding(context, test.left);
    return inner?.truthy ? { ...inner, partial: true } : undefined;
  }
  return undefined;
}

/** `found instanceof Error`, of a variable that is not given anything else later. */
function testedForError(
  context: FileContext,
  { operator, left, right, start }: BinaryExpression,
): { binding: Binding; truthy: boolean; partial: boolean } | undefined {
  if (operator !== 'instanceof' || left.type !== 'Identifier') return undefined;
  if (right.type !== 'Identifier' || !/Error$/.test(right.name)) return undefined;
  const binding = context.scopes.bindingOf(left);
  const isWrittenLater = binding?.references.some(
    ({ kind, identifier }) => kind !== 'read' && identifier.start! > start!,
  );
  return binding && !isWrittenLater ? { binding, truthy: true, partial: true } : undefined;
}
