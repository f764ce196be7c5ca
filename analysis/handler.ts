import type {
  ArrowFunctionExpression,
  ClassMethod,
  ClassPrivateMethod,
  FunctionDeclaration,
  FunctionExpression,
  Function as FunctionNode,
  Identifier,
  Node,
} from '@babel/types';
import { usesArguments, usesThis } from '../syntax/function-facts.js';
import { declaresThis, parametersOf } from '../syntax/parameters.js';
import { isFunctionNode } from '../syntax/walk.js';
import type { Binding } from '../syntax/scope.js';
import type { FileContext } from './file-context.js';
import { functionOfBinding } from './local-function.js';
import { methodHandlerOf, type MethodHandler } from './methods/method-handler.js';
import { isErrorName } from './names-by-convention.js';

export type HandlerFunction =
  | ArrowFunctionExpression
  | FunctionExpression
  | FunctionDeclaration
  /** A method that is handed over: `this.onFetch.bind(this)`. */
  | ClassMethod
  | ClassPrivateMethod;

/** The function that receives an operation's result. */
export interface Handler {
  /** The argument as written: the function, its `.bind(this)` or its name. */
  readonly argument: Node;
  readonly fn: HandlerFunction;
  /** Set when the handler is passed by name. */
  readonly binding: Binding | undefined;
  /** True when `this` and `arguments` inside mean what they mean outside: arrows, `.bind(this)`, or neither is used. */
  readonly transparent: boolean;
  /** Set when the handler is a method of the class in which the operation stands, or a function that only calls one. */
  readonly method?: MethodHandler | undefined;
}

/** Reads an argument as a handler; `undefined` when it is not a function whose body is known. */
export function handlerOf(context: FileContext, argument: Node): Handler | undefined {
  const method = methodHandlerOf(context, argument);
  if (argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression') {
    return { argument, fn: argument, binding: undefined, transparent: isTransparent(argument, false), method };
  }
  if (method) return handlerOfMethod(argument, method);
  const bound = boundFunction(argument);
  if (bound) return { argument, fn: bound, binding: undefined, transparent: isTransparent(bound, true) };
  if (argument.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(argument);
  const fn = binding && functionOfBinding(context, binding);
  if (!fn || !isHandlerFunction(fn)) return undefined;
  return { argument, fn, binding, transparent: isTransparent(fn, false) };
}

/** The method itself as the handler, without the function that may stand around it. */
export const handlerOfMethod = (argument: Node, method: MethodHandler): Handler => ({
  argument,
  fn: method.method.fn,
  binding: method.binding,
  transparent: method.transparent,
  method,
});

/** The error parameter of an error-first handler: the first one, by name. */
export function errorParameter(fn: FunctionNode): Identifier | undefined {
  const [first] = parametersOf(fn);
  return first?.type === 'Identifier' && isErrorName(first.name) ? first : undefined;
}

/** Whether a function may be handed over as a callback. */
export function isHandlerFunction(fn: FunctionNode): fn is HandlerFunction {
  return fn.type === 'ArrowFunctionExpression' || fn.type === 'FunctionExpression' || fn.type === 'FunctionDeclaration';
}

function isTransparent(fn: HandlerFunction, boundToThis: boolean): boolean {
  if (fn.type === 'ArrowFunctionExpression') return true;
  return !usesArguments(fn) && !declaresThis(fn) && (boundToThis || !usesThis(fn));
}

/** `function … {}.bind(this)` without further arguments. */
function boundFunction(node: Node): FunctionExpression | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1 || node.arguments[0]!.type !== 'ThisExpression')
    return undefined;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  if (callee.property.type !== 'Identifier' || callee.property.name !== 'bind') return undefined;
  return isFunctionNode(callee.object) && callee.object.type === 'FunctionExpression' ? callee.object : undefined;
}
