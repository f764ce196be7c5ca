import type {
  CallExpression,
  ClassMethod,
  ClassPrivateMethod,
  Decorator,
  Function as FunctionNode,
  Identifier,
  Node,
} from '@babel/types';
import type { Binding } from '../../syntax/scope.js';

/** A generator function that `engine` of the shim runs. */
export interface EngineSite {
  /** The generator function. */
  readonly fn: FunctionNode;
  /** `engine(…)`, or the decorator of a method. */
  readonly wrapper: CallExpression | Decorator;
  /** What `engine` is called with, when that is the name of the generator function. */
  readonly named: Identifier | undefined;
  /** `engine(…)()` or `engine(…).call(this)`, when the engine is run where it is made. */
  readonly run: CallExpression | undefined;
  /** The variable that always stands for the engine, if there is one. */
  readonly binding: Binding | undefined;
  /** The last name by which it is called, such as that of a method. */
  readonly lastName: string;
  /** For people. */
  readonly name: string;
}

/** Something that is made an engine and cannot be followed. */
export interface UnknownEngine {
  readonly wrapper: CallExpression | Decorator;
  readonly node: Node;
  readonly name: string;
  readonly why: 'engine-body-unknown' | 'engine-around-asynchronous';
}

export type MethodNode = ClassMethod | ClassPrivateMethod;
