import type { BaseRunner } from './base-runner.js';
import { CallPoint } from './call-point.js';
import { takeQuietError } from './quiet-call.js';
import type { ResultWaiter } from './result-waiter.js';
import { YieldPoint } from './yield-point.js';

/** Yield points that can tell at the start that they will never be ready. */
interface Checked {
  checkKeys?(): void;
}

/**
 * Several yield points as one. Children that make a call count themselves off; the others are asked, in order and from
 * the first one that was not ready, so that the whole costs time in proportion to the number of children.
 */
export class MultiPoint<T = unknown> extends YieldPoint<T> implements ResultWaiter {
  private waiter: ResultWaiter | null = null;
  private points: readonly YieldPoint[];
  private asked: YieldPoint[] | null = null;
  private nextAsked = 0;
  private open = 0;
  private failed = false;
  private error: unknown = undefined;

  constructor(
    private readonly children: readonly YieldPoint[],
    private readonly shape: ((results: unknown[]) => unknown) | null,
  ) {
    super();
    this.points = children;
  }

  override start(runner: BaseRunner): void {
    this.startFor(runner, runner);
  }

  private startFor(waiter: ResultWaiter, runner: BaseRunner): void {
    this.waiter = waiter;
    this.points = this.children;
    this.asked = null;
    this.nextAsked = 0;
    this.failed = false;
    // One more than there are, so that immediate callbacks cannot complete the list before all children are started.
    this.open = 1;
    const { children } = this;
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      if (child instanceof CallPoint) {
        const point = child.forYield();
        if (point !== child) this.replacePoint(i, point);
        this.open++;
        if (point.startFor(this)) throw takeQuietError();
      } else {
        this.startOther(child, runner);
      }
    }
    this.open--;
    if (this.asked !== null) for (const child of this.asked as Checked[]) child.checkKeys?.();
  }

  private startOther(child: YieldPoint, runner: BaseRunner): void {
    if (child instanceof MultiPoint) {
      child.startFor(this, runner);
      if (child.open > 0) this.open++;
      if (child.asked !== null) (this.asked ??= []).push(child);
    } else {
      (this.asked ??= []).push(child);
      child.start(runner);
    }
  }

  /** A child that was yielded before has a new point for this yield. */
  private replacePoint(index: number, point: YieldPoint): void {
    if (this.points === this.children) this.points = this.children.slice();
    (this.points as YieldPoint[])[index] = point;
  }

  resultArrived(): void {
    this.open--;
    if (this.open === 0 || this.failed) this.waiter?.resultArrived();
  }

  errorArrived(error: unknown): void {
    if (this.failed) return;
    this.failed = true;
    this.error = error;
    this.waiter?.errorArrived(error);
  }

  checkKeys(): void {
    if (this.asked !== null) for (const child of this.asked as Checked[]) child.checkKeys?.();
  }

  override isReady(): boolean {
    if (this.failed) return true;
    if (this.open > 0) return false;
    const { asked } = this;
    if (asked === null) return true;
    while (this.nextAsked < asked.length && asked[this.nextAsked]!.isReady()) this.nextAsked++;
    return this.nextAsked === asked.length;
  }

  override getResult(): T {
    this.waiter = null;
    if (this.failed) throw this.error;
    const { points } = this;
    const results = new Array<unknown>(points.length);
    for (let i = 0; i < points.length; i++) results[i] = points[i]!.getResult();
    return (this.shape === null ? results : this.shape(results)) as T;
  }
}
