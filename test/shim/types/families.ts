/** What TypeScript must say about engines, coroutines, queues and locks. Compiled by the types test, never run. */
import {
  Arguments,
  Callback,
  coroutine,
  engine,
  type Future,
  IOLoop,
  maybeFuture,
  multi,
  NodeTask,
  Return,
  runOnExecutor,
  sleep,
  Task,
  toPromise,
  Wait,
  WaitIterator,
  withTimeout,
} from '../../../shim/src/index.js';
import { Lock } from '../../../shim/src/locks.js';
import { PriorityQueue, Queue } from '../../../shim/src/queues.js';
import { check, type Same } from './helpers.js';

declare function pause(seconds: number, callback: (value: string) => void): void;
declare function read(path: string, callback: (error: Error | null, data: Buffer) => void): void;

export function engineTypes(): void {
  const run = engine(function* (path: string, callback: (value: number) => void) {
    const value = yield* Task(pause, 1);
    check<Same<typeof value, string>>();
    const data = yield* new NodeTask(read, path);
    check<Same<typeof data, Buffer>>();
    const done = yield* Callback('key');
    done(5);
    yield Wait('key');
    callback(data.length);
  });
  const nothing = run('x', () => {});
  check<Same<typeof nothing, void>>();
  run.start('x', () => {}).close();
  // @ts-expect-error a text is no path
  run(5, () => {});
  // @ts-expect-error an engine gives no value
  engine(function* () {
    yield Task(pause, 1);
    return 5;
  });
  const { args, kwargs } = Arguments([1]);
  check<Same<typeof args, unknown[]>>();
  check<Same<typeof kwargs, Record<string, unknown>>>();
}

export async function coroutineTypes(): Promise<void> {
  const load = coroutine(function* (path: string) {
    const size = yield* maybeFuture(path.length);
    check<Same<typeof size, number>>();
    yield sleep(1);
    return { path, size };
  });
  const future = load('x');
  check<Same<typeof future, Future<{ path: string; size: number }>>>();
  const awaited = await future;
  check<Same<typeof awaited, { path: string; size: number }>>();
  const asynchronous = coroutine(async (n: number) => n);
  const fromAsync = asynchronous(1);
  check<Same<typeof fromAsync, Future<number>>>();

  const list = multi([maybeFuture(1), Promise.resolve('a')]);
  check<Same<typeof list, Future<[number, string]>>>();
  const record = multi({ a: maybeFuture(1), b: Promise.resolve('a') });
  const { a, b } = await record;
  check<Same<typeof a, number>>();
  check<Same<typeof b, string>>();

  const timed = withTimeout({ seconds: 1 }, maybeFuture('x'));
  check<Same<typeof timed, Future<string>>>();
  // @ts-expect-error a text is no deadline
  withTimeout('1s', maybeFuture('x'));
  const promise = toPromise(maybeFuture(1));
  check<Same<typeof promise, Promise<number>>>();
  for await (const value of new WaitIterator<number>(maybeFuture(1))) check<Same<typeof value, number>>();
  throw new Return(5);
}

export function loopTypes(): void {
  const loop = IOLoop.current();
  loop.callLater(1, (text: string, size: number) => [text, size], 'a', 1);
  // @ts-expect-error the second argument is missing
  loop.callLater(1, (text: string, size: number) => [text, size], 'a');
  const result = loop.runSync(() => maybeFuture(1));
  check<Same<typeof result, Promise<number>>>();
  const square = runOnExecutor((n: number) => n * n);
  const squared = square(2);
  check<Same<typeof squared, Future<number>>>();
}

export async function queueTypes(): Promise<void> {
  const queue = new Queue<string>(2);
  const item = await queue.get({ seconds: 1 });
  check<Same<typeof item, string>>();
  queue.putNowait('x');
  // @ts-expect-error a queue of strings
  queue.putNowait(5);
  for await (const each of queue) check<Same<typeof each, string>>();
  await new PriorityQueue<[number, string]>().put([1, 'x']);
  const release = await new Lock().acquire();
  release[Symbol.dispose]();
}
