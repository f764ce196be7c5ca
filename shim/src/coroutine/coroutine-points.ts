import { contextState, HANDLED, REFUSED, type ContextNode } from '../context/context-node.js';
import { runInContext } from '../context/run-in-context.js';
import { BaseRunner } from '../engine/base-runner.js';
import { leakedCallbacks } from '../engine/ignored-value.js';
import type { YieldPoint } from '../engine/yield-point.js';
import { turns } from '../loop/turns.js';
import { FAILED, Future } from './future.js';

/** The coroutine whose generator yields the points. */
export interface PointedCoroutine {
  /** Whether the generator waits for something. */
  readonly suspended: boolean;
  /** Resumes the generator now, whatever it waits for. */
  resumeNow(failed: boolean, value: unknown): void;
}

/**
 * What a coroutine needs once it has yielded its first `YieldPoint`: keys, and an exception context, through which errors
 * of callbacks that it schedules from then on are thrown at the yield where it waits. As in Tornado 4, the first point is
 * started one turn later, the others at once; results resume the generator inside the callback's call.
 */
export class CoroutinePoints extends BaseRunner {
  private point: YieldPoint | null = null;
  private first = true;

  constructor(
    private readonly coroutine: PointedCoroutine,
    context: ContextNode | null,
  ) {
    super(context, false);
  }

  /** Starts a point. Gives a future that is done if the generator can go on at once, else null. */
  begin(point: YieldPoint): Future | null {
    if (!this.first) return this.start(point);
    this.first = false;
    turns.push({ runTurn: () => runInContext(this, () => this.startFirst(point)) });
    return null;
  }

  private startFirst(point: YieldPoint): void {
    if (!this.coroutine.suspended) return;
    const outcome = this.start(point);
    if (outcome !== null) this.coroutine.resumeNow(outcome.state === FAILED, outcome.payload);
  }

  private start(point: YieldPoint): Future | null {
    const outcome = new Future();
    outcome.observe();
    try {
      point.start(this);
      if (point.isReady()) {
        outcome.setResult(point.getResult());
        return outcome;
      }
      this.point = point;
      return null;
    } catch (error) {
      outcome.setException(error);
      return outcome;
    }
  }

  override resultArrived(): void {
    const { point } = this;
    if (point === null || !this.coroutine.suspended) return;
    let failed = false;
    let value: unknown;
    try {
      if (!point.isReady()) return;
      value = point.getResult();
    } catch (error) {
      failed = true;
      value = error;
    }
    this.point = null;
    this.coroutine.resumeNow(failed, value);
  }

  override errorArrived(): void {}

  override receive(error: unknown): typeof REFUSED | typeof HANDLED {
    if (!this.coroutine.suspended) return REFUSED;
    this.point = null;
    this.coroutine.resumeNow(true, error);
    return HANDLED;
  }

  /**
   * Ends the context.
   * @returns the error for keys that nobody waited for, or null
   */
  end(hadException: boolean): Error | null {
    this.offAt = ++contextState.deactivations;
    const keys = hadException ? [] : this.pendingKeys();
    this.forgetExtras();
    return keys.length === 0 ? null : leakedCallbacks(keys);
  }
}
