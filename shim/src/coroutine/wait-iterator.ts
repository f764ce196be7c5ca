import { KeywordArguments } from '../engine/kw.js';
import { chainFuture } from './chain-future.js';
import { convertYielded } from './convert-yielded.js';
import { RuntimeError, ValueError } from './errors.js';
import { Future } from './future.js';

/** One input and where it stood. */
interface Input<T> {
  readonly future: Future<T>;
  readonly index: number | string;
}

/**
 * Gives the results of several yieldables in the order in which they come (`gen.WaitIterator`):
 *
 *     const results = new WaitIterator(a, b);
 *     while (!results.done()) console.log(yield results.next(), results.currentIndex);
 *
 * or with `for await (const result of results)`. An error comes out of that one `next()`; those after it go on, in a
 * second loop too.
 */
export class WaitIterator<T = unknown> implements AsyncIterable<T> {
  /** The position or the key of the input whose result came last; undefined before the first and after the end. */
  currentIndex: number | string | undefined = undefined;
  /** The input whose result came last. */
  currentFuture: Future<T> | undefined = undefined;
  private readonly finished: Input<T>[] = [];
  private taken = 0;
  private unfinished: number;
  private running: Future<T> | null = null;

  /**
   * @param inputs yieldables, or one plain object of them, whose keys are the indexes then
   * @throws ValueError when both are given
   */
  constructor(...inputs: unknown[]) {
    const list = readInputs<T>(inputs);
    this.unfinished = list.length;
    for (const input of list) input.future.addDoneCallback(() => this.inputDone(input));
  }

  /** Whether there are no more results. Forgets the current index and future when it answers true. */
  done(): boolean {
    if (this.unfinished > 0) return false;
    this.currentIndex = undefined;
    this.currentFuture = undefined;
    return true;
  }

  /** Gives a new future of the next result; one that fails with a `RuntimeError` when there are none left. */
  next(): Future<T> {
    const running = (this.running = new Future<T>());
    if (this.unfinished === 0) {
      running.setException(new RuntimeError('No more results\nAsk done() before each next()'));
    } else if (this.taken < this.finished.length) {
      this.deliver(this.finished[this.taken++]!);
    }
    return running;
  }

  /** Iterates over the rest. Leaving the loop early does not end the iterator. */
  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: () => (this.done() ? Promise.resolve({ done: true, value: undefined }) : this.nextResult()),
    };
  }

  private async nextResult(): Promise<IteratorResult<T>> {
    return { done: false, value: await this.next() };
  }

  private inputDone(input: Input<T>): void {
    if (this.running !== null && !this.running.done()) this.deliver(input);
    else this.finished.push(input);
  }

  private deliver(input: Input<T>): void {
    this.unfinished--;
    this.currentFuture = input.future;
    this.currentIndex = input.index;
    chainFuture(input.future, this.running!);
  }
}

function readInputs<T>(inputs: readonly unknown[]): Input<T>[] {
  const groups = inputs.filter(isGroup);
  if (groups.length === 0) return inputs.map((input, index) => ({ future: convertYielded<T>(input), index }));
  if (inputs.length > 1) throw new ValueError('You must provide args or kwargs, not both');
  const group = groups[0]! instanceof KeywordArguments ? groups[0].values : groups[0]!;
  return Object.entries(group).map(([index, input]) => ({ future: convertYielded<T>(input), index }));
}

function isGroup(input: unknown): input is Record<string, unknown> | KeywordArguments {
  if (typeof input !== 'object' || input === null || 'then' in input) return false;
  return input instanceof KeywordArguments || Object.getPrototypeOf(input) === Object.prototype;
}
