import type { CallExpression, Function as FunctionNode, Node, Statement } from '@babel/types';
import { resolveCallee } from '../callee.js';
import type { FileContext } from '../file-context.js';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode } from '../../syntax/walk.js';

/**
 * The timer in which a function of the file calls its first parameter, with all that stands behind it:
 *
 *     function later(cb) {
 *       var args = [].slice.call(arguments, 1);
 *       process.nextTick(function () { cb.apply(null, args); });
 *     }
 *
 * @returns `nextTick` or `setImmediate`
 */
export function timerOf(context: FileContext, fn: FunctionNode): string | undefined {
  if (fn.async || fn.generator || fn.body.type !== 'BlockStatement') return undefined;
  const callback = parameter(context, fn, 0);
  const { body } = fn.body;
  if (!callback || body.length === 0 || body.length > 2) return undefined;
  const rest = body.length === 2 ? slicedArguments(context, body[0]!) : restParameter(context, fn);
  return rest && timerIn(context, body.at(-1)!, callback, rest);
}

function parameter(context: FileContext, { params }: FunctionNode, at: number): Binding | undefined {
  const param = params[at];
  return param?.type === 'Identifier' ? context.scopes.bindingOf(param) : undefined;
}

/** `args` of `function later(cb, ...args)`. */
function restParameter(context: FileContext, { params }: FunctionNode): Binding | undefined {
  const [, rest, ...others] = params;
  if (rest?.type !== 'RestElement' || rest.argument.type !== 'Identifier' || others.length > 0) return undefined;
  return context.scopes.bindingOf(rest.argument);
}

/** `args` of `var args = [].slice.call(arguments, 1)`. */
function slicedArguments(context: FileContext, statement: Statement): Binding | undefined {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined;
  const { id, init } = statement.declarations[0]!;
  if (id.type !== 'Identifier' || init?.type !== 'CallExpression') return undefined;
  const text = context.file.source.text.slice(init.start!, init.end!).replace(/\s+/g, '');
  const isSlice = /^(?:\[\]|Array\.prototype)\.slice\.(?:call|apply)\((?:arguments,1|arguments,\[1\])\)$/.test(text);
  return isSlice ? context.scopes.bindingOf(id) : undefined;
}

/** `process.nextTick(function () { cb.apply(null, args); });`, `setImmediate(cb, ...args);` */
function timerIn(context: FileContext, statement: Statement, callback: Binding, rest: Binding): string | undefined {
  const call = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (call?.type !== 'CallExpression' || !defersAll(context, call, callback, rest)) return undefined;
  const timer = resolveCallee(context, call);
  const isDeferring = timer.kind === 'builtin' && /^(?:nextTick|setImmediate)$/.test(timer.entry.name);
  return isDeferring ? timer.entry.name : undefined;
}

/** What a timer gets calls the callback with all of the list, and does nothing else. */
function defersAll(
  context: FileContext,
  { arguments: [work, ...others] }: CallExpression,
  callback: Binding,
  rest: Binding,
): boolean {
  if (work?.type === 'Identifier') return isOf(context, work, callback) && isSpreadOf(context, others, rest);
  if (!isFunctionNode(work) || work.params.length > 0 || others.length > 0) return false;
  const { body } = work;
  if (body.type !== 'BlockStatement') return passesAll(context, body, callback, rest);
  const [only, ...more] = body.body;
  return (
    more.length === 0 && only?.type === 'ExpressionStatement' && passesAll(context, only.expression, callback, rest)
  );
}

/** `cb.apply(null, args)`, `cb(...args)` */
function passesAll(context: FileContext, call: Node, callback: Binding, rest: Binding): boolean {
  if (call.type !== 'CallExpression') return false;
  const { callee, arguments: args } = call;
  if (callee.type === 'Identifier') return isOf(context, callee, callback) && isSpreadOf(context, args, rest);
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
  const [self, list, ...others] = args;
  const isNobody = self?.type === 'NullLiteral' || (self?.type === 'Identifier' && self.name === 'undefined');
  return (
    callee.property.name === 'apply' &&
    isOf(context, callee.object, callback) &&
    isNobody &&
    isOf(context, list, rest) &&
    others.length === 0
  );
}

const isOf = ({ scopes }: FileContext, node: Node | undefined, binding: Binding): boolean =>
  node?.type === 'Identifier' && scopes.bindingOf(node) === binding;

const isSpreadOf = (context: FileContext, [only, ...others]: readonly Node[], rest: Binding): boolean =>
  others.length === 0 && only?.type === 'SpreadElement' && isOf(context, only.argument, rest);
