import { captureContext, ContextNode, HANDLED, REFUSED } from '../context/context-node.js';
import { runInContext } from '../context/run-in-context.js';
import type { CallPoint } from '../engine/call-point.js';
import { takeQuietError } from '../engine/quiet-call.js';
import type { ResultWaiter } from '../engine/result-waiter.js';
import { Future } from './future.js';

/**
 * A Task that was yielded in a coroutine, as in Tornado 4: a future with an exception context of its own. The first
 * result or error counts; errors after that go to the outer context.
 */
class TaskContext extends ContextNode implements ResultWaiter {
  readonly future = new Future();
  private starting = true;
  private early: (() => void) | null = null;

  constructor(private readonly point: CallPoint) {
    super(captureContext(), false);
  }

  /** Makes the call; an error of the function wins over a result it has delivered before. */
  start(): void {
    try {
      runInContext(this, () => {
        if (this.point.startFor(this)) throw takeQuietError();
      });
    } finally {
      this.starting = false;
    }
    this.early?.();
  }

  override receive(error: unknown): typeof REFUSED | typeof HANDLED {
    if (this.future.done()) return REFUSED;
    this.early = null;
    this.future.setException(error);
    return HANDLED;
  }

  resultArrived(): void {
    if (this.future.done() || this.early !== null) return;
    const settle = this.takeResult();
    if (this.starting) this.early = settle;
    else settle();
  }

  errorArrived(): void {}

  private takeResult(): () => void {
    try {
      const value = this.point.getResult();
      return () => this.future.setResult(value);
    } catch (error) {
      return () => this.future.setException(error);
    }
  }
}

/** Calls the function of a Task and gives the future of its result. */
export function taskFuture(task: CallPoint): Future {
  const context = new TaskContext(task.forYield());
  context.start();
  return context.future;
}
