import { captureScope, lateScope, storesInUse, type AsyncScope } from '../context/async-scope.js';
import { captureContext, contextState, MANAGED, type ContextNode } from '../context/context-node.js';
import { runInContext } from '../context/run-in-context.js';
import type { YieldPoint } from '../engine/yield-point.js';
import { turns, type TurnWork } from '../loop/turns.js';
import { convertForCoroutine } from './convert-for-coroutine.js';
import { CoroutinePoints, type PointedCoroutine } from './coroutine-points.js';
import { FAILED, Future, PENDING, type FutureWaiter } from './future.js';
import { moment } from './moment.js';
import { isPromiseList, settleList } from './promise-list.js';
import { Return } from './return.js';

type AnyGenerator = Generator<unknown, unknown, unknown>;
type Step = IteratorResult<unknown, unknown>;

/** Handlers for the promises that a coroutine yields, made once. */
interface PromiseHandlers {
  onValue(value: unknown): void;
  onError(error: unknown): void;
}

/** What only some coroutines need; one field for all of it. */
interface Extras {
  scope: AsyncScope | null;
  handlers: PromiseHandlers | null;
  points: CoroutinePoints | null;
}

/** Bits of `flags`, besides those of the future. */
const RUNNING = 8;
const HAD_EXCEPTION = 16;

/** Stands for a promise as what a coroutine waits for. */
const PROMISE: Future = /* @__PURE__ */ new Future();

/**
 * Runs one coroutine, and is at once the future of its result and the waiter of the future it waits for: a call costs one
 * object, a wait none. A future that is done already is continued inline, without a turn and without recursion; one that
 * is not resumes the coroutine in the turn after it was set. A promise resumes it in the promise's own microtask.
 *
 * While the coroutine waits, `payload` is the future it waits for. After `Runner` of `tornado/gen.py` 4.5.
 */
export class CoroutineRunner extends Future implements FutureWaiter, TurnWork, PointedCoroutine {
  private generator: AnyGenerator | null;
  private context: ContextNode | null;
  private extras: Extras | null = null;

  constructor(generator: AnyGenerator) {
    super();
    this.generator = generator;
    this.context = captureContext();
    this.flags = RUNNING;
  }

  get suspended(): boolean {
    return (this.flags & RUNNING) === 0 && this.generator !== null;
  }

  /** Goes on after the first step, which the caller has made. */
  startWith(first: Step): void {
    this.steps(false, undefined, first);
  }

  /** Runs the first part with stores of its own, so that those it enters do not leak to the caller. */
  startInScope(): void {
    const scope = captureScope()!;
    this.scope = scope;
    scope.runInAsyncScope(this.steps, this, false, undefined, null);
  }

  /** The `AsyncLocalStorage` values to resume with. */
  set scope(scope: AsyncScope) {
    this.getExtras().scope = scope;
  }

  futureDone(future: Future): void {
    if (this.payload === future) turns.pushResumption(this);
  }

  runTurn(): void {
    if (this.state !== PENDING || (this.flags & RUNNING) !== 0) return;
    const source = this.payload as Future | undefined;
    if (source === undefined || source.state === PENDING) return;
    this.resumeNow(source.state === FAILED, source.payload);
  }

  resumeNow(failed: boolean, value: unknown): void {
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
    let scope = this.extras === null ? null : this.extras.scope;
    if (scope === null) {
      if (!storesInUse()) return this.steps(failed, value, null);
      scope = this.scope = lateScope();
    }
    scope.runInAsyncScope(this.steps, this, failed, value, null);
  }

  /** The loop: begins with a step that was made, or by sending in a value or an error. Never throws. */
  private steps(failed: boolean, value: unknown, first: Step | null): void {
    const generator = this.generator!;
    this.flags |= RUNNING;
    for (;;) {
      let result: Step;
      if (first === null) {
        try {
          result = failed ? this.throwInto(generator, value) : generator.next(value);
        } catch (error) {
          return this.stop(error);
        }
      } else {
        result = first;
        first = null;
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
        this.waitFor(future);
        break;
      }
      failed = future.state === FAILED;
      if (failed) future.observe();
      value = future.payload;
    }
    this.flags &= ~RUNNING;
  }

  private waitFor(future: Future): void {
    this.payload = future;
    if (future === moment) turns.push(this);
    else future.addWaiter(this);
  }

  private throwInto(generator: AnyGenerator, error: unknown): Step {
    this.flags |= HAD_EXCEPTION;
    return generator.throw(error);
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
    const extras = this.getExtras();
    this.payload = undefined;
    if (extras.points === null) {
      extras.points = new CoroutinePoints(this, this.context);
      this.context = extras.points;
    }
    return extras.points.begin(point);
  }

  /** Only with points can a coroutine be resumed by something else while a promise is pending. */
  private promiseHandlers(): PromiseHandlers {
    const extras = this.getExtras();
    if (extras.points !== null) {
      const mark = (this.payload = new Future());
      return {
        onValue: (value) => void (this.payload === mark && this.resumeNow(false, value)),
        onError: (error) => void (this.payload === mark && this.resumeNow(true, error)),
      };
    }
    this.payload = PROMISE;
    return (extras.handlers ??= {
      onValue: (value) => this.resumeNow(false, value),
      onError: (error) => this.resumeNow(true, error),
    });
  }

  private getExtras(): Extras {
    return (this.extras ??= { scope: null, handlers: null, points: null });
  }

  /** The generator has thrown. */
  private stop(error: unknown): void {
    if (error instanceof Return) this.end(false, error.value);
    else this.end(true, error);
  }

  private end(failed: boolean, value: unknown): void {
    const points = this.extras === null ? null : this.extras.points;
    this.generator = null;
    this.extras = null;
    this.payload = undefined;
    const leak = points === null ? null : points.end(failed || (this.flags & HAD_EXCEPTION) !== 0);
    if (leak !== null) this.setException(leak);
    else if (failed) this.setException(value);
    else this.setResult(value);
  }
}
