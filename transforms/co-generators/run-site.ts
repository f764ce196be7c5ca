import type { CallExpression, Expression, Function as FunctionNode, Node } from '@babel/types';
import type { Runner } from './runners.js';

/** One place where a runner is given a generator function, or a generator. */
export interface RunSite {
  readonly runner: Runner;
  /** What a conversion replaces: the call of the runner, or the call of the function that it gives: `co(fn)(cb)`. */
  readonly node: CallExpression;
  /** The call of the runner. */
  readonly call: CallExpression;
  /** `this` of the generator function where it is given: `co.call(self, fn)`. */
  readonly self: Expression | undefined;
  /** What is run: a generator function, its name, or a call of it. */
  readonly target: Expression;
  /** The generator function, when it is one of the file. */
  readonly fn: FunctionNode | undefined;
  /** The arguments that the generator function gets, behind the target. */
  readonly args: readonly Node[];
  /** For people, and part of the site's key. */
  readonly title: string;
}
