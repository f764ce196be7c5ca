import { isGenerator } from '../engine/is-generator.js';
import { wrongBody, type BodyRunner } from './check-body.js';
import { describe } from './describe.js';
import { NativePromise } from './native-promise.js';
import { settlementOf, watched } from './settlement.js';
import { throwLater } from './throw-later.js';

/** A body that goes on inside of the callbacks that it waits for. */
export type GeneratorBody<T> = (this: unknown) => Generator<unknown, T, never>;

/** How a body ended. */
export type Ended = (failed: boolean, value: unknown) => void;

const ignore = (): void => {};

/** What the outcome of a body is good for. */
export interface Outcome {
  /** What the body returns is nobody's: it is not waited for. */
  readonly isDropped?: boolean;
  /** Whose body it is, for messages; `asCallback.engine` when missing. */
  readonly runner?: BodyRunner;
}

/**
 * Runs a generator that yields what `task` gives. It is resumed inside of the callback of the task, as the handler in its
 * place was called there, and in a loop when the callback came before the call returned. A generator that is yielded is run
 * in the same way, at any depth, and gives what it returns. A promise of another kind is
 * waited for as `await` would, and what stands in a list until all of it is there or one has failed; any other value is what
 * its `yield` gives back. `return task(…)` ends as that task does; what does nothing else of this kind may be a plain function.
 *
 * @param body the generator function
 * @param self its `this`
 * @param ended is called once, in the turn in which the body ends; what it throws reaches whoever made the body go on
 * @throws TypeError when the body of `detach.engine` makes no generator
 */
export function runAtOnce(body: GeneratorBody<unknown>, self: unknown, ended: Ended, outcome: Outcome = {}): void {
  const running: Generator<unknown, unknown, never>[] = [];
  const advance = (failed: boolean, value: unknown): IteratorResult<unknown> =>
    watched(() => {
      const generator = running.at(-1)!;
      return failed ? generator.throw(value) : generator.next(value as never);
    });

  function goOn(failed: boolean, value: unknown): void {
    let sent: Sent | undefined = { failed, value };
    while (sent) {
      let result: IteratorResult<unknown>;
      try {
        result = advance(sent.failed, sent.value);
      } catch (error) {
        running.pop();
        if (running.length === 0) return ended(true, error);
        sent = { failed: true, value: error };
        continue;
      }
      if (result.done) {
        running.pop();
        if (running.length === 0) return end(result.value);
        sent = wait(result.value, goOn);
      } else sent = start(result.value);
    }
  }

  function start(value: unknown): Sent | undefined {
    if (Array.isArray(value)) return waitForAll(value, goOn);
    if (!isGenerator(value)) return wait(value, goOn);
    running.push(value);
    return { failed: false, value: undefined };
  }

  function end(value: unknown): void {
    const there = outcome.isDropped ? { failed: false, value: undefined } : wait(value, ended);
    if (there) ended(there.failed, there.value);
  }

  const begun = begin(body, self, outcome);
  if ('failed' in begun) {
    if (begun.failed) ended(true, begun.value);
    else end(begun.value);
    return;
  }
  running.push(begun);
  goOn(false, undefined);
}

/** The generator that a body makes; what a plain one has come to, which only hands on what is waited for. */
function begin(
  body: GeneratorBody<unknown>,
  self: unknown,
  { runner = 'asCallback.engine' }: Outcome,
): Generator<unknown, unknown, never> | Sent {
  let made: unknown;
  try {
    made = watched(() => body.call(self));
  } catch (error) {
    if (runner !== 'asCallback.engine') throw error;
    return { failed: true, value: error };
  }
  if (isGenerator(made)) return made;
  if (runner !== 'asCallback.engine') throw wrongBody(runner, `a function that returns ${describe(made)}`);
  return { failed: false, value: made };
}

/** What a `yield` gives, or throws. */
interface Sent {
  readonly failed: boolean;
  readonly value: unknown;
}

/** What is there already; `undefined` when `then` will be called with it. */
function wait(value: unknown, then: Ended): Sent | undefined {
  const settlement = settlementOf(value);
  if (settlement) {
    (value as Promise<unknown>).then(undefined, ignore);
    if (settlement.settled) return settlement;
    settlement.listener = () => then(settlement.failed, settlement.value);
    return undefined;
  }
  if (!isThenable(value)) return { failed: false, value };
  // What nobody catches leaves the job as an uncaught exception, as the throw of a callback did.
  NativePromise.resolve(value)
    .then(
      (result) => then(false, result),
      (reason: unknown) => then(true, reason),
    )
    .then(undefined, throwLater);
  return undefined;
}

/** The values of a list in its order, as soon as all are there; the first failure in time ends the wait. */
function waitForAll(list: readonly unknown[], then: Ended): Sent | undefined {
  const values: unknown[] = new Array(list.length);
  let open = list.length;
  let outcome: Sent | undefined;
  let isStarting = true;
  const end = (failed: boolean, value: unknown): void => {
    if (outcome) return;
    outcome = { failed, value };
    if (!isStarting) then(failed, value);
  };
  list.forEach((item, index) => {
    const take: Ended = (failed, value) => {
      if (failed) return end(true, value);
      values[index] = value;
      if (--open === 0) end(false, values);
    };
    const there = wait(item, take);
    if (there) take(there.failed, there.value);
  });
  if (list.length === 0) end(false, values);
  isStarting = false;
  return outcome;
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
