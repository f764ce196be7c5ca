import type { CallExpression, Expression, Node, Statement } from '@babel/types';
import type { Binding } from '../syntax/scope.js';
import type { FileContext } from './file-context.js';

/** Functions and methods that fail on a value: `assert.ifError(err)`, `t.error(err)`, `should.ifError(err)`. */
const FAILING = /^(?:ifError|isNotOk|notOk|isNull|isUndefined|isFalse|notExists?|isNotTruthy)$/;

/** Words of a chain that say nothing: `expect(err).to.be.null`. */
const FILLERS = new Set(['to', 'be', 'is', 'been', 'a', 'an', 'and', 'have', 'that', 'which']);

/** What is left of a chain that fails on a value: `expect(err).to.not.exist`, `expect(err).toBeNull()`. */
const FAILING_CHAIN =
  /^(?:null|undefined|falsy|toBeNull|toBeUndefined|toBeFalsy|not\.(?:ok|exists?|toExist|toBeTruthy|toBeDefined))$/;

/** What is left of a chain that compares the value with its argument: `expect(err).to.be(null)`. */
const COMPARING_CHAIN = /^(?:|equals?|eql|eq|toBe|toEqual|toStrictEqual|deep\.equal)$/;

const COMPARING = /^(?:equal|strictEqual|equals|is|deepEqual|deepStrictEqual|eql)$/;

/**
 * Whether a statement only asserts that a variable holds no error: in the spellings of `assert`, chai, should, expect.js
 * and Jest. One with a message of its own says more than that.
 */
export function assertsAbsence(context: FileContext, statement: Statement, error: Binding): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  const isError = (node: Node | undefined): boolean =>
    node?.type === 'Identifier' && context.scopes.bindingOf(node) === error;
  if (expression.type === 'CallExpression' && fails(expression, isError)) return true;
  const chain = chainOf(expression);
  if (!chain || !isError(chain.subject)) return false;
  const name = chain.names.filter((word) => !FILLERS.has(word)).join('.');
  if (chain.args === undefined || chain.args.length === 0) return FAILING_CHAIN.test(name);
  return chain.args.length === 1 && COMPARING_CHAIN.test(name) && isNothing(chain.args[0]);
}

/** `assert(!err)`, `assert.ifError(err)`, `assert.equal(err, null)`, `should.not.exist(err)`. */
function fails({ callee, arguments: args }: CallExpression, isError: (node: Node | undefined) => boolean): boolean {
  const [first, second] = args;
  const name = pathOf(callee);
  if (name === undefined || !isAsserting(name[0]!)) return false;
  const last = name.at(-1)!;
  if (args.length === 2)
    return (
      name.length === 2 &&
      COMPARING.test(last) &&
      ((isError(first) && isNothing(second)) || (isError(second) && isNothing(first)))
    );
  if (args.length !== 1) return false;
  if (/^(?:assert|ok|isOk)$/.test(last)) return deniesError(first!, isError);
  if (name.length === 2) return FAILING.test(last) && isError(first);
  return name.length === 3 && name[1] === 'not' && /^exists?$/.test(last) && isError(first);
}

/** `!err`, `err == null`. */
function deniesError(node: Node, isError: (node: Node | undefined) => boolean): boolean {
  if (node.type === 'UnaryExpression') return node.operator === '!' && isError(node.argument);
  return (
    node.type === 'BinaryExpression' && /^===?$/.test(node.operator) && isNothing(node.right) && isError(node.left)
  );
}

const isAsserting = (name: string): boolean => /^(?:assert|should|expect|chai|t|test|ok)$/.test(name);

const isNothing = (node: Node | undefined): boolean =>
  node?.type === 'NullLiteral' || (node?.type === 'Identifier' && node.name === 'undefined');

/** `['should', 'not', 'exist']` of `should.not.exist`. */
function pathOf(callee: Node): string[] | undefined {
  if (callee.type === 'Identifier') return [callee.name];
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  const object = pathOf(callee.object);
  return object && [...object, callee.property.name];
}

/** `expect(err).to.be.null`: the value, the names behind it, and the arguments of a call at the end. */
function chainOf(
  expression: Expression,
): { subject: Node | undefined; names: string[]; args: readonly Node[] | undefined } | undefined {
  const args = expression.type === 'CallExpression' ? expression.arguments : undefined;
  let node: Node = expression.type === 'CallExpression' ? expression.callee : expression;
  const names: string[] = [];
  while (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    names.unshift(node.property.name);
    node = node.object;
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  if (!/^(?:expect|should)$/.test(node.callee.name)) return undefined;
  return { subject: node.arguments[0], names, args };
}
