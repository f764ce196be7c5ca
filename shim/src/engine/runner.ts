import { captureScope, lateScope, storesInUse, takeOverScope } from '../context/async-scope.js';
import { captureContext, contextState, HANDLED, MANAGED, REFUSED, REPLACED } from '../context/context-node.js';
import { offerError } from '../context/offer-error.js';
import { runInContext } from '../context/run-in-context.js';
import { Return } from '../coroutine/return.js';
import { BaseRunner } from './base-runner.js';
import { CallPoint, READY, READY_WITH_ERROR } from './call-point.js';
import { ignoredValue, leakedCallbacks } from './ignored-value.js';
import { isGenerator } from './is-generator.js';
import { takeQuietError } from './quiet-call.js';
import { toPoint } from './to-point.js';
import { YieldPoint } from './yield-point.js';

/** Bits of `flags`, besides those of the context. */
const RUNNING = 2;
const FAILED = 4;
const HAD_EXCEPTION = 8;

/**
 * Runs the generator of one engine call (`gen.Runner` of Tornado 2.4). It is also the engine's exception context: while
 * the generator is suspended, errors of callbacks scheduled by it are thrown at the yield where it waits.
 *
 * One loop without recursion: a callback that is called while the loop is active only leaves its result, so immediate
 * callbacks neither grow the stack nor re-enter the generator. A later callback resumes the generator inside its call.
 */
export class Runner extends BaseRunner {
  private generator: Generator<unknown, unknown, unknown> | null;
  private point: YieldPoint | null = null;
  /** The error to throw in, with FAILED, or the one that has left the generator. */
  private error: unknown = undefined;

  /** @param generator what to run; nothing happens before {@link Runner.run} */
  constructor(generator: Generator<unknown, unknown, unknown> | null = null) {
    super(captureContext(), false);
    this.generator = generator;
  }

  /** Whether the generator has ended. */
  get finished(): boolean {
    return this.offAt !== 0;
  }

  /**
   * Runs the generator until it ends or waits. Does nothing while it is running already.
   * @throws what the generator throws, and `LeakedCallbackError`, `ReturnValueIgnoredError`
   */
  run(): void {
    if ((this.flags & RUNNING) === 0 && this.offAt === 0 && this.resume()) throw this.takeError();
  }

  /**
   * Ends a suspended generator: its `finally` blocks run, later callbacks are ignored. Does nothing after the end.
   * @throws Error while the generator is running; what its `finally` blocks throw
   */
  close(): void {
    if (this.offAt !== 0) return;
    if ((this.flags & RUNNING) !== 0) {
      throw new Error('A running generator cannot be closed\nUse return inside the generator');
    }
    const before = this.enter();
    const failed = this.finally();
    this.leave(before);
    if (failed) throw this.takeError();
  }

  /**
   * Calls an engine function and runs what it gives, all in the engine's context.
   * @throws what the function or the generator throws before the first suspension
   */
  call(body: (...args: unknown[]) => unknown, receiver: unknown, args: ArrayLike<unknown>): void {
    const scope = captureScope();
    if (scope === null) return this.callNow(body, receiver, args);
    this.scope = scope;
    scope.runInAsyncScope(() => this.callNow(body, receiver, args), undefined);
  }

  private callNow(body: (...args: unknown[]) => unknown, receiver: unknown, args: ArrayLike<unknown>): void {
    const before = this.enter();
    let result: unknown;
    try {
      result = body.apply(receiver, args as unknown[]);
    } catch (error) {
      this.abandon(before);
      throw error;
    }
    if (this.begin(result, before)) throw this.takeError();
  }

  /** @internal Puts the engine's context in force; gives the one that was. */
  enter(): Runner['parent'] {
    const before = contextState.current;
    contextState.current = this;
    this.flags |= RUNNING;
    return before;
  }

  /** @internal Runs what the engine's function gave, up to the first wait. Gives true when that has failed. */
  begin(result: unknown, before: Runner['parent']): boolean {
    let failed: boolean;
    if (isGenerator(result)) {
      this.generator = result;
      failed = this.steps();
    } else {
      failed = this.finish(result);
    }
    this.leave(before);
    if (this.offAt === 0 && this.scope === null && storesInUse()) this.scope = takeOverScope();
    return failed;
  }

  /** @internal Ends the run of a function that threw instead of giving something. */
  abandon(before: Runner['parent']): void {
    this.end();
    this.leave(before);
  }

  private leave(before: Runner['parent']): void {
    this.flags &= ~RUNNING;
    contextState.current = before;
  }

  override resultArrived(): void {
    if ((this.flags & RUNNING) !== 0 || this.offAt !== 0) return;
    if ((this.flags & MANAGED) !== 0) return void runInContext(this, () => this.run());
    if (!this.resume()) return;
    const error = this.takeError();
    // Callers that the shim runs hear of the error by its being thrown. A timer or socket of the host does not know the
    // contexts, as those of Tornado do; there the error takes the way it would have taken.
    if (contextState.current !== null || contextState.dispatching || this.parent === null) throw error;
    offerError(this.parent, null, contextState.deactivations, error);
  }

  override errorArrived(): void {}

  override receive(error: unknown): typeof REFUSED | typeof HANDLED | typeof REPLACED {
    if ((this.flags & RUNNING) !== 0 || this.offAt !== 0) return REFUSED;
    this.fail(error);
    if (!this.resume()) return HANDLED;
    contextState.replacement = this.takeError();
    return REPLACED;
  }

  /** Continues a suspended generator. Gives true when it has ended with an error. */
  private resume(): boolean {
    const before = this.enter();
    const failed = this.stepsInScope();
    this.leave(before);
    return failed;
  }

  private stepsInScope(): boolean {
    let { scope } = this;
    if (scope === null) {
      if (!storesInUse()) return this.steps();
      scope = this.scope = lateScope();
    }
    return scope.runInAsyncScope(this.steps, this);
  }

  /** The loop. Gives true when the generator has ended with an error. Never throws. */
  private steps(): boolean {
    const generator = this.generator!;
    let value: unknown = undefined;
    for (;;) {
      if ((this.flags & FAILED) === 0) {
        const { point } = this;
        if (point instanceof CallPoint) {
          // As below, without a call and without throwing an error just to catch it.
          if (point.state < READY) return false;
          point.waiter = null;
          value = point.value;
          if (point.state === READY_WITH_ERROR) this.fail(value);
        } else if (point !== null) {
          try {
            if (!point.isReady()) return false;
            value = point.getResult();
          } catch (error) {
            this.fail(error);
          }
        }
      }
      let result: IteratorResult<unknown, unknown>;
      try {
        result = (this.flags & FAILED) === 0 ? generator.next(value) : this.throwInto(generator);
      } catch (error) {
        return this.stop(error);
      }
      if (result.done === true) return this.finish(result.value);
      this.start(result.value);
    }
  }

  private throwInto(generator: Generator<unknown, unknown, unknown>): IteratorResult<unknown, unknown> {
    this.flags = (this.flags & ~FAILED) | HAD_EXCEPTION;
    return generator.throw(this.takeError());
  }

  private start(yielded: unknown): void {
    try {
      if (yielded instanceof CallPoint) {
        const point = yielded.forYield();
        this.point = point;
        if (point.startFor(this)) this.fail(takeQuietError());
      } else {
        const point = yielded instanceof YieldPoint ? yielded : toPoint(yielded);
        this.point = point;
        point.start(this);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  /** Has an error thrown at the yield where the generator waits. */
  private fail(error: unknown): void {
    this.flags |= FAILED;
    this.error = error;
  }

  /** @internal Gives the error that has left the generator. */
  takeError(): unknown {
    const { error } = this;
    this.error = undefined;
    return error;
  }

  /** Runs the `finally` blocks of a generator that is to end; they may yield. */
  private finally(): boolean {
    const generator = this.generator;
    if (generator === null) return this.endWith(null);
    try {
      const result = generator.return(undefined);
      this.flags |= HAD_EXCEPTION;
      if (result.done === true) return this.endWith(null);
      this.start(result.value);
      return this.stepsInScope();
    } catch (error) {
      return this.stop(error);
    }
  }

  /** The generator has thrown. */
  private stop(error: unknown): boolean {
    if (error instanceof Return) return this.finish(error.value);
    return this.endWith({ error });
  }

  /** The generator has ended by itself. */
  private finish(value: unknown): boolean {
    const leaked = (this.flags & HAD_EXCEPTION) === 0 ? this.pendingKeys() : [];
    if (leaked.length > 0) return this.endWith({ error: leakedCallbacks(leaked) });
    return this.endWith(value === undefined || value === null ? null : { error: ignoredValue(value) });
  }

  private endWith(failure: { error: unknown } | null): boolean {
    this.end();
    if (failure === null) return false;
    this.error = failure.error;
    return true;
  }

  /** Ends the run: the context is no longer passed on and late callbacks are ignored. */
  private end(): void {
    this.offAt = ++contextState.deactivations;
    this.generator = null;
    this.point = null;
    this.forgetExtras();
  }
}
