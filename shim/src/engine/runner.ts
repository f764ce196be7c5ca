import { captureContext, contextState } from '../context/context-node.js';
import { BaseRunner } from './base-runner.js';
import { CallPoint } from './call-point.js';
import { Return } from '../coroutine/return.js';
import { ignoredValue, leakedCallbacks } from './ignored-value.js';
import { isGenerator } from './is-generator.js';
import { toPoint } from './to-point.js';
import { YieldPoint } from './yield-point.js';

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
  private failed = false;
  private error: unknown = undefined;
  private hadException = false;
  private running = false;

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
    if (this.running || this.offAt !== 0) return;
    this.running = true;
    const before = contextState.current;
    contextState.current = this;
    try {
      this.steps();
    } finally {
      this.running = false;
      contextState.current = before;
    }
  }

  /**
   * Calls an engine function and runs what it gives. The function itself runs in the engine's context too.
   * @throws what the function or the generator throws before the first suspension
   */
  call(fn: (...args: unknown[]) => unknown, receiver: unknown, args: ArrayLike<unknown>): void {
    this.running = true;
    const before = contextState.current;
    contextState.current = this;
    try {
      const result = fn.apply(receiver, args as unknown[]);
      if (isGenerator(result)) {
        this.generator = result;
        this.steps();
      } else {
        this.finish(result);
      }
    } finally {
      this.running = false;
      contextState.current = before;
    }
  }

  /**
   * Ends a suspended generator: its `finally` blocks run, later callbacks are ignored. Does nothing after the end.
   * @throws Error while the generator is running; what its `finally` blocks throw
   */
  close(): void {
    if (this.offAt !== 0) return;
    if (this.running) throw new Error('A running generator cannot be closed\nUse return inside the generator');
    this.running = true;
    const before = contextState.current;
    contextState.current = this;
    try {
      const result = this.generator?.return(undefined);
      if (result === undefined || result.done === true) return this.end();
      this.hadException = true;
      this.begin(result.value);
      this.steps();
    } finally {
      this.running = false;
      contextState.current = before;
    }
  }

  override resultArrived(): void {
    this.run();
  }

  override errorArrived(): void {}

  override handle(error: unknown): boolean {
    if (this.running || this.offAt !== 0) return false;
    this.failed = true;
    this.error = error;
    this.run();
    return true;
  }

  private steps(): void {
    let value: unknown = undefined;
    for (;;) {
      const { point } = this;
      if (!this.failed && point !== null) {
        try {
          if (!point.isReady()) return;
          value = point.getResult();
        } catch (error) {
          this.failed = true;
          this.error = error;
        }
      }
      const result = this.advance(value);
      if (result.done === true) return this.finish(result.value);
      this.begin(result.value);
    }
  }

  /** Sends the value or the error into the generator. */
  private advance(value: unknown): IteratorResult<unknown, unknown> {
    const generator = this.generator!;
    try {
      if (!this.failed) return generator.next(value);
      const { error } = this;
      this.failed = false;
      this.error = undefined;
      this.hadException = true;
      return generator.throw(error);
    } catch (error) {
      if (error instanceof Return) return { done: true, value: error.value };
      this.end();
      throw error;
    }
  }

  private begin(yielded: unknown): void {
    try {
      if (yielded instanceof CallPoint) {
        const point = yielded.forYield();
        this.point = point;
        point.startFor(this);
      } else {
        const point = yielded instanceof YieldPoint ? yielded : toPoint(yielded);
        this.point = point;
        point.start(this);
      }
    } catch (error) {
      this.failed = true;
      this.error = error;
    }
  }

  private finish(value: unknown): void {
    const leaked = this.hadException ? [] : this.pendingKeys();
    this.end();
    if (leaked.length > 0) throw leakedCallbacks(leaked);
    if (value !== undefined && value !== null) throw ignoredValue(value);
  }

  /** Ends the run: the context is no longer passed on and late callbacks are ignored. */
  private end(): void {
    this.offAt = ++contextState.deactivations;
    this.generator = null;
    this.point = null;
    this.forgetKeys();
  }
}
