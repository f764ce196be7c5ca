import type {
  ArrowFunctionExpression,
  Class,
  ClassMethod,
  ClassPrivateMethod,
  Function as FunctionNode,
  FunctionExpression,
  Identifier,
  Node,
} from '@babel/types';
import type { Binding } from '../../syntax/scope.js';

/** A function that is reached as a property of the instances of a class. */
export type MethodFunction = ClassMethod | ClassPrivateMethod | FunctionExpression | ArrowFunctionExpression;

/** A class, or a function with methods on its prototype. */
export interface Owner {
  /** The name through which the file reaches it; `undefined` for an anonymous class. */
  readonly binding: Binding | undefined;
  readonly node: Class | FunctionNode;
  readonly methods: ReadonlyMap<string, Method>;
  /** The name of what it inherits from: `EventEmitter` of `events.EventEmitter`. */
  readonly parents: readonly string[];
  /** What it inherits from, as the file says it. */
  readonly bases: readonly Node[];
  /**
   * What object literals put on the prototype, as far as it is a function: `X.prototype = { m() {} }`,
   * `Object.assign(X.prototype, { m() {} })`.
   */
  readonly mixed: ReadonlyMap<string, FunctionNode | undefined>;
  /** Where that is done. */
  readonly mixin: Node | undefined;
  /** Where its methods may be replaced in a way that is not understood. */
  readonly opaque: Node | undefined;
}

export interface Method {
  /** `onFetch`, `#onFetch`. */
  readonly name: string;
  readonly fn: MethodFunction;
  readonly key: Identifier;
  /** The member of the class, or the statement that sets it on the prototype. */
  readonly definition: Node;
  /** True for a field that holds an arrow function: its `this` is always the instance. */
  readonly isField: boolean;
}

/** How a class is written down while its methods are collected. */
export interface Draft {
  readonly binding: Binding | undefined;
  readonly node: Class | FunctionNode;
  readonly methods: Map<string, Method>;
  readonly parents: string[];
  readonly bases: Node[];
  readonly mixed: Map<string, FunctionNode | undefined>;
  mixin: Node | undefined;
  opaque: Node | undefined;
}
