import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { findOwn, isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { testFunctionOf } from '../test-callback.js';
import { isTestFile } from '../test-file.js';

const LISTENING = /^(?:on|once|addListener|prependListener|prependOnceListener)$/;

/**
 * Where a test listens for uncaught exceptions, in a file whose functions throw: what the program runs of them is meant to arrive
 * there.
 *
 * @returns the place, `test/throw.js:12`
 */
export function uncaughtListener(context: FileContext): string | undefined {
  const { path } = context.file.source;
  if (!isTestFile(path)) return undefined;
  let listener: Node | undefined;
  let throwing = false as boolean;
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'CallExpression' && listens(node)) listener ??= node;
      if (isFunctionNode(node)) throwing ||= isForProgram(context, node) && throwsItself(node);
    },
  });
  return listener && throwing ? `${path}:${context.lines.at(listener.start!).line}` : undefined;
}

/** `process.once('uncaughtException', …)` */
function listens(call: CallExpression): boolean {
  const [event] = call.arguments;
  return LISTENING.test(calleeName(call)) && event?.type === 'StringLiteral' && event.value === 'uncaughtException';
}

/** What tests and listeners throw is for those who run them. */
function isForProgram(context: FileContext, fn: FunctionNode): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression') return true;
  return !LISTENING.test(calleeName(link.parent)) && testFunctionOf(context, fn) === undefined;
}

const throwsItself = ({ body }: FunctionNode): boolean =>
  findOwn(body, ({ type }) => type === 'ThrowStatement') !== undefined;
