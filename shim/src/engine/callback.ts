import type { BaseRunner } from './base-runner.js';
import { adopt, publish } from './callable.js';
import { YieldPoint, type Yieldable } from './yield-point.js';

/** Registers a key; the value of the yield is the function that completes the matching `Wait` (`gen.Callback`). */
export interface Callback extends Yieldable<(...args: unknown[]) => void> {}

/** Makes a {@link Callback}, with or without `new`. */
export interface CallbackConstructor {
  /** @param key any value; arrays of primitives are compared by their elements, other objects by identity */
  (key: unknown): Callback;
  new (key: unknown): Callback;
  readonly prototype: Callback;
}

class CallbackPoint extends YieldPoint<(...args: unknown[]) => void> {
  private runner: BaseRunner | null = null;

  constructor(private readonly key: unknown) {
    super();
  }

  override start(runner: BaseRunner): void {
    this.runner = runner;
    runner.registerCallback(this.key);
  }

  override isReady(): boolean {
    return true;
  }

  override getResult(): (...args: unknown[]) => void {
    return this.runner!.resultCallback(this.key);
  }
}

export const Callback = publish<CallbackConstructor>(function Callback(key: unknown): Callback {
  return adopt(new CallbackPoint(key), new.target);
}, CallbackPoint);
