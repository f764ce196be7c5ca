import type { BaseRunner } from './base-runner.js';
import { adopt, publish } from './callable.js';
import { YieldPoint, type Yieldable } from './yield-point.js';

/** Waits until the callback registered under a key was called, and gives its value (`gen.Wait`). */
export interface Wait<T = unknown> extends Yieldable<T> {}

/** Makes a {@link Wait}, with or without `new`. */
export interface WaitConstructor {
  /** @param key the key given to `Callback` in the same run; an unknown one is an `UnknownKeyError` at the yield */
  <T = unknown>(key: unknown): Wait<T>;
  new <T = unknown>(key: unknown): Wait<T>;
  readonly prototype: Wait;
}

class WaitPoint<T> extends YieldPoint<T> {
  private runner: BaseRunner | null = null;

  constructor(private readonly key: unknown) {
    super();
  }

  override start(runner: BaseRunner): void {
    this.runner = runner;
  }

  /** Fails for a key that is not registered, without waiting for others of a list. */
  checkKeys(): void {
    this.runner!.isReady(this.key);
  }

  override isReady(): boolean {
    return this.runner!.isReady(this.key);
  }

  override getResult(): T {
    return this.runner!.popResult(this.key) as T;
  }
}

export const Wait = publish<WaitConstructor>(function Wait(key: unknown): Wait {
  return adopt(new WaitPoint(key), new.target);
}, WaitPoint);
