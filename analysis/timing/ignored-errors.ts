import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { ParsedFile } from '../../core/index.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';
import { isTestFile } from '../test-file.js';
import { keysOfCall, shimHelper } from './function-key.js';

/**
 * Functions that are called with a callback which does not look at the error, with the place: `load(path, function () { … })`. Tests
 * are not asked: they know what they give.
 */
export function ignoredErrors(context: FileContext): [key: string, place: string][] {
  const found: [string, string][] = [];
  if (isTestFile(context.file.source.path)) return found;
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || !isKnown(context, node)) return;
      const ignores =
        isCaughtAway(context, node) ||
        (shimHelper(context, node) ? isLeftOut(context, node) : ignoresError(context, node.arguments.at(-1)));
      if (!ignores) return;
      const place = `${context.file.source.path}:${context.lines.at(node.start!).line}`;
      keysOfCall(context, node).forEach((key) => found.push([key, place]));
    },
  });
  return found;
}

/** A function of the file, of another one, or of the object itself: many objects have a `get`. */
function isKnown(context: FileContext, call: CallExpression): boolean {
  const { callee } = call;
  if (shimHelper(context, call) || callee.type === 'Identifier') return true;
  if (callee.type !== 'MemberExpression') return false;
  return callee.object.type === 'ThisExpression' || moduleOf(context, callee)?.specifier.startsWith('.') === true;
}

function ignoresError(context: FileContext, argument: Node | undefined): boolean {
  const binding = argument?.type === 'Identifier' ? context.scopes.bindingOf(argument) : undefined;
  const fn = binding ? functionOfBinding(context, binding) : argument;
  return fn !== undefined && isFunctionNode(fn) && looksAtNothing(context, fn);
}

function looksAtNothing({ scopes, file }: FileContext, fn: FunctionNode): boolean {
  const [first] = fn.params;
  if (!first) return !file.source.text.slice(fn.body.start!, fn.body.end!).includes('arguments');
  return first.type === 'Identifier' && scopes.bindingOf(first)?.references.length === 0;
}

const textOf = ({ source }: ParsedFile, { start, end }: Node): string => source.text.slice(start!, end!);

/** `const [, data] = await task.args(load, path)` */
function isLeftOut({ parents, file }: FileContext, call: CallExpression): boolean {
  const awaited = parents.get(call)?.parent;
  const declared = awaited?.type === 'AwaitExpression' ? parents.get(awaited)?.parent : undefined;
  if (declared?.type === 'ExpressionStatement') return /\.args$/.test(textOf(file, call.callee));
  return (
    declared?.type === 'VariableDeclarator' && declared.id.type === 'ArrayPattern' && declared.id.elements[0] === null
  );
}

/** `await load(path).catch(() => {})`, `await task(load, path).catch(() => {})` */
function isCaughtAway({ parents }: FileContext, call: CallExpression): boolean {
  const member = parents.get(call);
  if (member?.key !== 'object' || member.parent.type !== 'MemberExpression') return false;
  const handler = parents.get(member.parent)?.parent;
  if (handler?.type !== 'CallExpression' || (member.parent.property as { name?: string }).name !== 'catch')
    return false;
  const [caught] = handler.arguments;
  return caught !== undefined && isFunctionNode(caught) && caught.params.length === 0;
}
