import { IOLoop, setLogger } from '../../../shim/src/index.js';

/** Collects what the shim reports, from now until {@link ShimLog.stop}. */
export class ShimLog {
  /** The errors, in order. */
  readonly errors: unknown[] = [];
  /** The messages, in order. */
  readonly messages: string[] = [];
  private readonly before = setLogger({
    error: (message, error) => {
      this.messages.push(message);
      this.errors.push(error);
    },
  });

  stop(): void {
    setLogger(this.before);
  }
}

/** Lets some turns of the loop go by. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise<void>((resolve) => IOLoop.current().addCallback(resolve));
}
