import type { CallExpression, Function as FunctionNode, NewExpression, Node, Statement } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { findNode, findOwn, isFunctionNode } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { testFunctionOf } from '../test-callback.js';

const LISTENING = /^(?:on|once|addListener|prependListener|setTimeout|setInterval|setImmediate|nextTick)$/;

/**
 * Whether a statement ends the test to which the callback of a call tells what it sees: `find(key, (err, value) => { t.equal(value, 1); });
 * t.end();`. Behind its end a test takes no more, so that the callback has to run before.
 */
export function endsTest(context: FileContext, call: CallExpression | NewExpression, statement: Statement): boolean {
  const test = endedBy(context, statement);
  if (!test || LISTENING.test(calleeName(call))) return false;
  return call.arguments.some((argument) => isFunctionNode(argument) && tells(context, argument.body, test));
}

/** `t` of `t.end()` and `test.done()`. */
function endedBy({ scopes }: FileContext, { type, ...statement }: Statement): Binding | undefined {
  const call = type === 'ExpressionStatement' ? (statement as { expression: Node }).expression : undefined;
  if (call?.type !== 'CallExpression' || call.arguments.length > 0 || !/^(?:end|done)$/.test(calleeName(call)))
    return undefined;
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  const binding = scopes.bindingOf(callee.object);
  return binding?.kind === 'param' ? binding : undefined;
}

/** `t.equal(…)`, but not `t.fail()`: what must not happen does not happen later either. */
function tells({ scopes }: FileContext, code: Node, test: Binding): boolean {
  const isTold = (node: Node): boolean => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    const { object } = node.callee;
    if (object.type !== 'Identifier' || scopes.bindingOf(object) !== test) return false;
    return !/^(?:fail|end|done|comment)$/.test(calleeName(node));
  };
  return findNode(code, isTold) !== undefined;
}

/**
 * Whether a call stands in a test that waits for nothing: `it('stores it', () => { store.put(key, value); assert(stored); })`. What it
 * asserts behind the call has to be so when the call returns.
 */
export function isOverAtOnce(context: FileContext, call: Node): boolean {
  const test = context.parents.enclosingFunction(call);
  const runner = test && testFunctionOf(context, test)?.active.runner;
  return runner?.ends.by === 'callback' && waitsForNothing(test!);
}

function waitsForNothing({ async, generator, params, body }: FunctionNode): boolean {
  if (async || generator || params.length > 0 || body.type !== 'BlockStatement') return false;
  return !findOwn(body, (node) => node.type === 'ReturnStatement' && Boolean(node.argument));
}
