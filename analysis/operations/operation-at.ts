import type { CallExpression, Node } from '@babel/types';
import type { Callee } from '../callee.js';
import { isNoop } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { handlerOf, type Handler } from '../handler.js';
import { fieldBindingOf } from '../methods/callback-field.js';
import type { Operation, OperationHints, Receiver } from './operation.js';

/**
 * The operation that a call is when the argument at a place receives its result.
 *
 * @returns undefined when that argument is no function of which the file knows, or does nothing
 */
export function operationAt(
  context: FileContext,
  call: CallExpression,
  callee: Callee,
  at: number,
  kind: Operation['kind'],
  hints: OperationHints,
): Operation | undefined {
  const argument = call.arguments[at];
  const receiver = argument && receiverOf(context, argument, hints);
  if (!receiver || call.callee.type === 'Super' || call.callee.type === 'V8IntrinsicIdentifier') return undefined;
  return receiver.kind === 'handler' && doesNothing(receiver.handler)
    ? undefined
    : { call, callee, at, receiver, kind };
}

/** `stream.close(noop)`: the call is all there is, and nobody waits for it. */
const doesNothing = ({ fn }: Handler): boolean => fn.params.length === 0 && isNoop(fn);

/** A function that is written down or has a name, or the continuation of the function being planned. */
export function receiverOf(context: FileContext, argument: Node, hints: OperationHints): Receiver | undefined {
  if (argument.type === 'Identifier') {
    const binding = context.scopes.bindingOf(argument);
    if (binding && hints.isContinuation(binding)) return { kind: 'continuation', binding };
  }
  const field = fieldBindingOf(argument);
  if (field && hints.isContinuation(field)) return { kind: 'continuation', binding: field };
  const handler = handlerOf(context, argument);
  return handler && { kind: 'handler', handler };
}
