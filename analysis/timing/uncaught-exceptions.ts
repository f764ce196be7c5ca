import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { findNode, findOwn, isFunctionNode, walk } from '../../syntax/walk.js';
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

/**
 * Where a file of the program makes domains: what the functions throw that it runs arrives there, and their callbacks are called then.
 *
 * @returns the place, `lib/protect.js:12`
 */
export function domainPlace(context: FileContext): string | undefined {
  const { path, text } = context.file.source;
  if (isTestFile(path) || !text.includes('domain')) return undefined;
  const required = findNode(context.file.ast, (node) => {
    if (node.type === 'ImportDeclaration') return isDomain(node.source.value);
    if (node.type !== 'CallExpression' || calleeName(node) !== 'require') return false;
    const [specifier] = node.arguments;
    return specifier?.type === 'StringLiteral' && isDomain(specifier.value);
  });
  return required && `${path}:${context.lines.at(required.start!).line}`;
}

const isDomain = (specifier: string): boolean => /^(?:node:)?domain$/.test(specifier);

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
