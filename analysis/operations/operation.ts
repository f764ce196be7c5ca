import type { CallExpression, Statement } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import type { Callee } from '../callee.js';
import type { Handler } from '../handler.js';
import type { LibraryFunction } from '../libraries/value-shape.js';

/** What receives the result of an operation: a function, or the continuation of the enclosing function passed on. */
export type Receiver =
  | { readonly kind: 'handler'; readonly handler: Handler }
  | { readonly kind: 'continuation'; readonly binding: Binding };

/** One asynchronous call whose result arrives later through a callback. */
export interface Operation {
  readonly call: CallExpression;
  readonly callee: Callee;
  /** Index of the callback among the arguments. */
  readonly at: number;
  readonly receiver: Receiver;
  /** `error-first`: `(err, value…)`; `value`: `(value…)`; `timer`: a deferred call such as `setTimeout`. */
  readonly kind: 'error-first' | 'value' | 'timer';
  /** Set for a timer of the file: whether it works in `process.nextTick`. */
  readonly isTick?: boolean;
  /** Set when a profile says how the callee calls back. */
  readonly library?: LibraryFunction;
}

/** The call that a statement consists of: `f();`, `return f();` or `return void f();`. */
export function statementCall(statement: Statement): { call: CallExpression; returned: boolean } | undefined {
  if (statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression') {
    return { call: statement.expression, returned: false };
  }
  if (statement.type === 'ReturnStatement' && statement.argument) {
    const value =
      statement.argument.type === 'UnaryExpression' && statement.argument.operator === 'void'
        ? statement.argument.argument
        : statement.argument;
    if (value.type === 'CallExpression') return { call: value, returned: true };
  }
  return undefined;
}

export interface OperationHints {
  /** True for a name that is the continuation of a function being planned. */
  readonly isContinuation: (binding: Binding) => boolean;
  /** How a local function is called back, when this is known. */
  readonly localKind: (callee: Callee) => { at: number; kind: 'error-first' | 'value' } | 'none' | undefined;
  /** True for a function of the project that surely calls back once, with values and no error. */
  readonly givesValue: (call: CallExpression, handler: Handler) => boolean;
  /** Whether a call may hand the continuation on where its name does not say so. */
  readonly handsOn: boolean;
  /** True for a function that completes the one being planned, itself or through another. */
  readonly completes: (fn: Handler['fn']) => boolean;
}
