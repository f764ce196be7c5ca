import type { CallExpression } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { argumentSpan } from '../../argument-span.js';
import { Decline } from '../../decline.js';
import { hasSpread } from '../completions/completion.js';
import type { PendingCompletion } from '../completions/convention.js';
import type { Mode, Region } from '../regions/region.js';

/** True for a name that takes the error to where a `throw` takes it: the callback, of an executor `reject` alone. */
export function passesErrors(mode: Mode, binding: Binding): boolean {
  if (mode.kind === 'detached') return binding === mode.errorsTo;
  if (mode.plain) return false;
  return mode.executor ? binding === mode.executor.reject : mode.continuations.has(binding);
}

/** `resolve(v)` gives the first of its arguments, `reject(err)` throws whatever it gets. */
export function executorShape({ mode, context }: Region, call: CallExpression): PendingCompletion['shape'] {
  const [first] = call.arguments;
  const binding = call.callee.type === 'Identifier' ? context.scopes.bindingOf(call.callee) : undefined;
  if (hasSpread(call.arguments) || !call.arguments.slice(1).every(({ type }) => INERT.test(type)))
    throw new Decline('completions-disagree', call, {});
  if (mode.kind === 'callback' && binding === mode.executor?.reject)
    return { kind: 'throw', error: first ? argumentSpan(context.file, first) : 'undefined' };
  return { kind: 'success', values: first ? [argumentSpan(context.file, first)] : [] };
}

/** What does nothing when it is computed. */
const INERT = /^(?:Identifier|(?:String|Numeric|Boolean|Null)Literal|ThisExpression)$/;
