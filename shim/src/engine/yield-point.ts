import { addBrand } from './brand.js';
import type { BaseRunner } from './base-runner.js';

/**
 * Base class of what an engine may yield (`gen.YieldPoint`). The runner calls `start` once, right after the yield; then
 * `isReady` any number of times, again whenever any result arrives at the runner; then `getResult` exactly once. An
 * error from any of them is thrown at the yield.
 *
 * `const value = yield* point` does the same as `yield point` and has the right type in TypeScript.
 */
export abstract class YieldPoint<T = unknown> {
  static {
    addBrand(this.prototype);
  }

  /** Begins the work; nothing else is called on this object before it. */
  abstract start(runner: BaseRunner): void;
  /** Tells whether the generator can go on. */
  abstract isReady(): boolean;
  /** Gives the value of the yield; only called after `isReady` has answered true. */
  abstract getResult(): T;

  *[Symbol.iterator](): Generator<this, T, T> {
    return yield this;
  }
}

/** What the yield points of the package look like from outside. */
export type Yieldable<T> = Pick<YieldPoint<T>, keyof YieldPoint<T>>;
