import { captureScope, lateScope, storesInUse, takeOverScope, type AsyncScope } from '../context/async-scope.js';
import { contextState, MANAGED, type ContextNode } from '../context/context-node.js';
import { runInContext } from '../context/run-in-context.js';
import type { YieldPoint } from '../engine/yield-point.js';
import { turns, type TurnWork } from '../loop/turns.js';
import { CoroutinePoints, type PointedCoroutine } from './coroutine-points.js';
import { FAILED, Future, PENDING, SUCCEEDED, type FutureWaiter } from './future.js';
import { moment } from './moment.js';
import { isPromiseList, settleList } from './promise-list.js';
import { Return } from './return.js';
import { convertForCoroutine } from './convert-for-coroutine.js';

type AnyGenerator = Generator<unknown, unknown, unknown>;

/** Handlers for the promises that a coroutine yields, made once. */
interface PromiseHandlers {
  onValue(value: unknown): void;
  onError(error: unknown): void;
}

/** Stands for a promise as what a coroutine waits for. */
const PROMISE: Future = /* @__PURE__ */ new Future();

/**
 * Runs one coroutine, and is at once the future of its result and the waiter of the future it waits for: a call costs one
 * object, a wait none. A future that is done already is continued inline, without a turn and without recursion; one that
 * is not resumes the coroutine in the turn after it was set. A promise resumes it in the promise's own microtask.
 *
 * After `Runner` of `tornado/gen.py` 4.5.
 */
export class CoroutineRunner extends Future implements FutureWaiter, TurnWork, PointedCoroutine {
  private generator: AnyGenerator | null;
  private source: Future | null = null;
  private context: ContextNode | null;
  private scope: AsyncScope | null = null;
  private handlers: PromiseHandlers | null = null;
  private points: CoroutinePoints | null = null;
  private running = true;
  private hadException = false;

  constructor(generator: AnyGenerator, context: ContextNode | null) {
    super();
    this.generator = generator;
    this.context = context;
  }

  get suspended(): boolean {
    return !this.running && this.generator !== null;
  }

  /** Runs the first part, in the context of the caller. */
  start(): void {
    const scope = captureScope();
    if (scope !== null) {
      this.scope = scope;
      scope.runInAsyncScope(this.steps, this, false, undefined);
    } else {
      this.steps(false, undefined);
      if (this.state === PENDING && storesInUse()) this.scope = takeOverScope();
    }
  }

  futureDone(future: Future): void {
    if (this.source === future) turns.pushResumption(this);
  }

  runTurn(): void {
    const { source } = this;
    if (source !== null && source.state !== PENDING) this.resumeNow(source.state === FAILED, source.payload);
  }

  resumeNow(failed: boolean, value: unknown): void {
    this.source = null;
    const { context } = this;
    if (context !== null && (context.flags & MANAGED) !== 0) {
      runInContext(context, () => this.resumeInScope(failed, value));
      return;
    }
    const before = contextState.current;
    contextState.current = context;
    try {
      this.resumeInScope(failed, value);
    } finally {
      contextState.current = before;
    }
  }

  private resumeInScope(failed: boolean, value: unknown): void {
    if (this.scope === null) {
      if (!storesInUse()) return this.steps(failed, value);
      this.scope = lateScope();
    }
    this.scope.runInAsyncScope(this.steps, this, failed, value);
  }

  private steps(failed: boolean, value: unknown): void {
    const generator = this.generator!;
    this.running = true;
    for (;;) {
      let result: IteratorResult<unknown, unknown>;
      try {
        if (failed) {
          this.hadException = true;
          result = generator.throw(value);
        } else {
          result = generator.next(value);
        }
      } catch (error) {
        return this.end(!(error instanceof Return), error instanceof Return ? error.value : error);
      }
      if (result.done === true) return this.end(false, result.value);
      let future: Future | null;
      if (result.value instanceof Future) {
        future = result.value;
      } else {
        try {
          future = this.receive(result.value);
        } catch (error) {
          failed = true;
          value = error;
          continue;
        }
        if (future === null) break;
      }
      if (future.state === PENDING || future === moment) {
        this.source = future;
        if (future === moment) turns.push(this);
        else future.addWaiter(this);
        break;
      }
      failed = future.state !== SUCCEEDED;
      if (failed) future.observed = true;
      value = future.payload;
    }
    this.running = false;
  }

  /** Takes what is not a future: gives the future to wait for, or null when the coroutine will be resumed otherwise. */
  private receive(yielded: unknown): Future | null {
    if (yielded instanceof Promise) {
      const { onValue, onError } = this.promiseHandlers();
      yielded.then(onValue, onError);
      return null;
    }
    if (isPromiseList(yielded)) {
      const { onValue, onError } = this.promiseHandlers();
      settleList(yielded, onValue, onError);
      return null;
    }
    const converted = convertForCoroutine(yielded);
    return converted instanceof Future ? converted : this.beginPoint(converted);
  }

  private beginPoint(point: YieldPoint): Future | null {
    if (this.points === null) {
      this.points = new CoroutinePoints(this, this.context);
      this.context = this.points;
    }
    return this.points.begin(point);
  }

  /** Only with points can a coroutine be resumed by something else while a promise is pending. */
  private promiseHandlers(): PromiseHandlers {
    if (this.points !== null) {
      const mark = (this.source = new Future());
      return {
        onValue: (value) => void (this.source === mark && this.resumeNow(false, value)),
        onError: (error) => void (this.source === mark && this.resumeNow(true, error)),
      };
    }
    this.source = PROMISE;
    this.handlers ??= {
      onValue: (value) => this.resumeNow(false, value),
      onError: (error) => this.resumeNow(true, error),
    };
    return this.handlers;
  }

  private end(failed: boolean, value: unknown): void {
    const { points } = this;
    this.generator = null;
    this.handlers = null;
    this.running = false;
    if (points !== null) {
      this.points = null;
      const leak = points.end(failed || this.hadException);
      if (leak !== null) return this.setException(leak);
    }
    if (failed) this.setException(value);
    else this.setResult(value);
  }
}
