import type { CallExpression, Node, Statement } from '@babel/types';
import { calleeName, resolveCallee } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { boundMember, methodOf } from '../../../analysis/methods/instance.js';
import { usesOfMethod } from '../../../analysis/methods/method-uses.js';
import { isCallbackName, takesNoContinuation } from '../../../analysis/names-by-convention.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';

/** Methods that read like handlers of a result. */
const HANDLER_NAME = /^_?(?:on[A-Z_]|handle[A-Z]|after[A-Z])|Handler$|Callback$/;

/**
 * A call that hands over a method, or something else that has no body here, as its callback: `get(url, this.onFetch)`.
 * It stays as it is; the report says so.
 */
function unfollowedHandler(
  context: FileContext,
  call: CallExpression,
): Decline<'handler-not-followed' | 'continuation-method-used'> | undefined {
  const callee = resolveCallee(context, call);
  const isBuiltin = callee.kind === 'builtin' && callee.entry.kind === 'error-first';
  if (!isBuiltin && (takesNoContinuation(calleeName(call)) || isAssertion(call))) return undefined;
  const last = call.arguments.at(-1);
  const handler = last && handlerText(context, last);
  if (!handler || (!isBuiltin && !isHandlerName(handler))) return undefined;
  const used = usedMethod(context, last);
  if (used) return new Decline('continuation-method-used', used, { name: handler });
  return new Decline('handler-not-followed', call, { callee: callee.name, handler });
}

/** What a report calls the place. */
export const nameIn = ({ args }: Decline<'handler-not-followed' | 'continuation-method-used'>): string =>
  String(Object.values(args)[0]);

/** The same for a statement that consists of such a call. */
export function unfollowedIn(context: FileContext, statement: Statement): ReturnType<typeof unfollowedHandler> {
  const call = statementCall(statement)?.call;
  return call && unfollowedHandler(context, call);
}

/** `this.onFetch`, also as `this.onFetch.bind(this)`. */
function handlerText(context: FileContext, argument: Node): string | undefined {
  const member =
    argument.type === 'CallExpression' && calleeName(argument) === 'bind' && argument.callee.type === 'MemberExpression'
      ? argument.callee.object
      : argument;
  if (member.type !== 'MemberExpression' || member.property.type !== 'Identifier') return undefined;
  return context.file.source.text.slice(member.start!, member.end!);
}

/** Where a method of the same class is called, replaced or overridden as well. */
function usedMethod(context: FileContext, argument: Node): Node | undefined {
  const found = methodOf(context, boundMember(context, argument) ?? argument);
  return found && usesOfMethod(context, found.owner, found.method).obstacle;
}

/** `assert.isTrue(result.done)` asks what an iterator says. */
function isAssertion({ callee }: CallExpression): boolean {
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  return object.type === 'Identifier' && /^(?:assert\w*|expect|should|chai|t)$/.test(object.name);
}

function isHandlerName(text: string): boolean {
  const name = text.split('.').at(-1)!;
  return HANDLER_NAME.test(name) || isCallbackName(name);
}
