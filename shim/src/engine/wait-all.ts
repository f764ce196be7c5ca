import type { BaseRunner } from './base-runner.js';
import { adopt, publish } from './callable.js';
import { YieldPoint, type Yieldable } from './yield-point.js';

/** Waits for the callbacks of several keys and gives their values in the order of the keys (`gen.WaitAll`). */
export interface WaitAll<T = unknown> extends Yieldable<T[]> {}

/** Makes a {@link WaitAll}, with or without `new`. */
export interface WaitAllConstructor {
  /** @param keys the keys; an unknown one is an `UnknownKeyError` at the yield, before anything is waited for */
  <T = unknown>(keys: readonly unknown[]): WaitAll<T>;
  new <T = unknown>(keys: readonly unknown[]): WaitAll<T>;
  readonly prototype: WaitAll;
}

class WaitAllPoint<T> extends YieldPoint<T[]> {
  private runner: BaseRunner | null = null;
  private next = 0;
  private asked = false;

  constructor(private readonly keys: readonly unknown[]) {
    super();
  }

  override start(runner: BaseRunner): void {
    this.runner = runner;
    this.next = 0;
    this.asked = false;
  }

  /** Fails for a key that is not registered, without waiting for the others. */
  checkKeys(): void {
    for (const key of this.keys) this.runner!.isReady(key);
  }

  override isReady(): boolean {
    if (!this.asked) this.checkKeys();
    this.asked = true;
    while (this.next < this.keys.length && this.runner!.isReady(this.keys[this.next])) this.next++;
    return this.next === this.keys.length;
  }

  override getResult(): T[] {
    return this.keys.map((key) => this.runner!.popResult(key) as T);
  }
}

export const WaitAll = publish<WaitAllConstructor>(function WaitAll(keys: readonly unknown[]): WaitAll {
  return adopt(new WaitAllPoint(keys), new.target);
}, WaitAllPoint);
