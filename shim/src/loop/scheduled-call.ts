import { captureScope, type AsyncScope } from '../context/async-scope.js';
import { captureContext, type ContextNode } from '../context/context-node.js';
import { runInContext } from '../context/run-in-context.js';
import type { TurnWork } from './turns.js';

type AnyFunction = (...args: never[]) => unknown;

/** Who hears of the outcome of scheduled calls. */
export interface CallReceiver {
  /** A call gave a value other than undefined. */
  callReturned(value: unknown): void;
  /** A call threw, and no context has dealt with it. */
  callFailed(fn: AnyFunction, error: unknown): void;
}

/** A function call that waits for its turn, with the contexts and stores of the code that asked for it. */
export class ScheduledCall implements TurnWork {
  private readonly context: ContextNode | null;
  private readonly scope: AsyncScope | null = captureScope();

  constructor(
    private readonly receiver: CallReceiver,
    private readonly fn: AnyFunction,
    private readonly args: readonly unknown[],
    isolated: boolean,
  ) {
    this.context = isolated ? null : captureContext();
  }

  runTurn(): void {
    if (this.scope === null) this.run();
    else this.scope.runInAsyncScope(this.run, this);
  }

  private run(): void {
    try {
      if (this.context === null) this.call();
      else runInContext(this.context, () => this.call());
    } catch (error) {
      this.receiver.callFailed(this.fn, error);
    }
  }

  /** Calls inside the contexts, so that they also follow what the call returned. */
  private call(): void {
    const { fn, args } = this;
    const value = args.length === 0 ? fn() : (fn as (...args: unknown[]) => unknown)(...args);
    if (value !== undefined) this.receiver.callReturned(value);
  }
}
