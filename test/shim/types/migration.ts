/** What TypeScript must say about the migration helpers. Compiled by the types test, never run. */
import fs from 'node:fs';
import { asCallback, detach, dual, task, values } from '../../../shim/src/index.js';
import { check, type Same } from './helpers.js';

type Callback<T> = (err: Error | null, value?: T) => void;

declare const strings: Callback<string>;
declare const maybe: Callback<string> | undefined;
declare const bare: Function;
declare const maybeBare: Function | undefined;
declare const anything: any;

export function asCallbackTypes(): void {
  const promise = asCallback(undefined, async () => 'text');
  check<Same<typeof promise, Promise<string>>>();
  const none = asCallback(strings, async () => 'text');
  check<Same<typeof none, undefined>>();
  const either = asCallback(maybe, async () => 'text');
  check<Same<typeof either, Promise<string> | undefined>>();

  asCallback(bare, async () => 1);
  asCallback(maybeBare, async () => 1);
  asCallback(anything, async () => 1);
  asCallback(
    (err?: Error) => void err,
    async () => {},
  );
  asCallback(
    (err: NodeJS.ErrnoException | null, a: string, b: number) => void [err, a, b],
    async () => values('a', 1),
  );
  // @ts-expect-error the callback takes a string
  asCallback(strings, async () => 5);
  // @ts-expect-error a text is no callback
  asCallback('text', async () => 5);

  const several = asCallback(null, async () => values('a', 1));
  check<Same<typeof several, Promise<[string, number]>>>();
  const exact = asCallback(null, async () => values.args(null, 'made'));
  check<Same<typeof exact, Promise<string>>>();
  const empty = asCallback(null, async () => values.args());
  check<Same<typeof empty, Promise<undefined>>>();

  const nothing = asCallback.void(undefined, async () => {});
  check<Same<typeof nothing, Promise<undefined>>>();
  asCallback.void(
    (err?: Error | null) => void err,
    async () => {},
  );
  asCallback.void(strings, async () => 5);
  asCallback.null(maybe, async () => {});
  asCallback.optional(maybe, async () => 'text');
  asCallback.optional.void(maybe, async () => {});
  asCallback.optional.null(maybeBare, async () => {});

  const atOnce = asCallback.sync(strings, () => 'text');
  check<Same<typeof atOnce, undefined>>();
  // @ts-expect-error the callback would get a promise
  asCallback.sync(strings, async () => 'text');
  // @ts-expect-error the same without a callback at hand
  asCallback.sync.optional(maybe, async () => 'text');
}

export async function taskTypes(): Promise<void> {
  const twice = (n: number, done: Callback<number>): void => done(null, n * 2);
  check<Same<Awaited<ReturnType<typeof callTwice>>, number>>();
  function callTwice() {
    return task(twice, 1);
  }

  const text = await task(fs.readFile, 'x', 'utf8');
  check<Same<typeof text, string>>();
  const buffer = await task(fs.readFile, 'x');
  check<Same<typeof buffer, Buffer<ArrayBuffer>>>();
  const names = await task.method(fs, 'readdir', 'x');
  check<Same<typeof names, string[]>>();
  const stats = await task.method(fs, 'stat', 'x');
  check<Same<typeof stats, fs.Stats>>();
  const nothing = await task.method(fs, 'unlink', 'x');
  check<Same<typeof nothing, undefined>>();

  const pair = (done: (err: Error | null, a: string, b: number) => void): void => done(null, 'a', 1);
  const both = await task.values(pair);
  check<Same<typeof both, [a: string, b: number]>>();
  const [err, a, b] = await task.args(pair);
  check<Same<typeof err, Error | null>>();
  check<Same<typeof a, string>>();
  check<Same<typeof b, number>>();

  const unknownValue = await task(anything, 1, 2);
  check<Same<typeof unknownValue, any>>();
  const unknownMethod = await task.method(anything, 'load', 1);
  check<Same<typeof unknownMethod, any>>();
  const said = await task<{ id: number }>(anything, 1);
  check<Same<typeof said, { id: number }>>();
  const bareValue = await task(bare, 1);
  check<Same<typeof bareValue, any>>();

  class Store {
    get(this: Store, key: string, done: (err: Error | undefined, value: Map<string, number>) => void): void {
      done(undefined, new Map([[key, 1]]));
    }
  }
  const got = await task.method(new Store(), 'get', 'k');
  check<Same<typeof got, Map<string, number>>>();
  // @ts-expect-error no function
  await task(5);
}

export function dualTypes(): void {
  const both = dual(async (path: string, size: number) => path + size);
  const promise = both('a', 1);
  check<Same<typeof promise, Promise<string>>>();
  const none = both('a', 1, (err, text) => void [err, text]);
  check<Same<typeof none, undefined>>();
  const marked = dual(Object.assign(async () => 1, { version: 3 }));
  check<Same<typeof marked.version, number>>();
  const early = dual(async (ms: number) => ms, { at: 0 });
  early((err: unknown, ms?: number) => void [err, ms], 5);
  // @ts-expect-error the callback is the first argument
  early(5, () => {});
  // @ts-expect-error a text is no path option
  dual(async () => 1, { at: 'first' });
}

export function detachTypes(): void {
  const none = detach(async () => 5);
  check<Same<typeof none, undefined>>();
  // @ts-expect-error a body is a function
  detach(Promise.resolve());
  const nothing = detach.engine(function* () {
    const size: number = yield task((callback: (err: Error | null, size: number) => void) => callback(null, 1));
    return size;
  }, fs);
  check<Same<typeof nothing, undefined>>();
  // @ts-expect-error the body is a generator
  detach.engine(async () => 5);
}
