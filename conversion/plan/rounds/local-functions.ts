import type { Function as FunctionNode } from '@babel/types';
import type { Convention } from '../completions/convention.js';

/** What this run makes of a function that takes a continuation, as far as its callers in the file need to know. */
export interface LocalFunction {
  /** `convert`: gives a promise and takes no callback any more; `dual`: takes a callback or gives a promise. */
  readonly verdict: 'convert' | 'dual' | 'leave';
  /** Index of the continuation parameter. */
  readonly at: number;
  readonly kind: 'error-first' | 'value';
  readonly convention: Convention;
  readonly cleanErrors: boolean;
  /** True when every success hands over the same number of values. */
  readonly uniform: boolean;
  /** True when it can be called without its callback and gives a promise then. */
  readonly direct: boolean;
  /** False when its continuation may be called again and again, or never: then a call of it is no operation. */
  readonly once: boolean;
}

/** Planned again and again until the answers about all local functions agree. */
export type LocalFunctions = ReadonlyMap<FunctionNode, LocalFunction>;
