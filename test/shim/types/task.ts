/** What TypeScript must say about calls that converted code makes. Compiled by the types test, never run. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { asCallback, task, values } from '../../../shim/src/index.js';
import { check, type Same } from './helpers.js';

type Done<T, E extends Error = Error> = (error: E | null, result: T) => void;

interface Options {
  readonly limit?: number;
}

interface Connection {
  query(sql: string, done: (err: Error | null, rows: string[]) => void): void;
  query(sql: string, parameters: unknown[], done: (err: Error | null, rows: string[], fields?: number) => void): void;
  scan(key: string, options: Options | Done<number>, done?: Done<number>): void;
  close(done?: (err?: Error) => void): void;
}

declare const connection: Connection;
declare const untyped: any;

export async function overloads(): Promise<void> {
  check<Same<Awaited<ReturnType<typeof plain>>, string[]>>();
  const plain = () => task.method(connection, 'query', 'select 1');
  const [err, rows, fields] = await task.method.args(connection, 'query', 'select ?', [1]);
  check<Same<typeof err, Error | null>>();
  check<Same<typeof rows, string[]>>();
  check<Same<typeof fields, number | undefined>>();
  const [stdout, stderr] = await task.values(execFile, 'ls', ['-l']);
  check<Same<typeof stdout, string>>();
  check<Same<typeof stderr, string>>();
  const [bytes] = await task.method.values(fs, 'read', 1, Buffer.alloc(5), 0, 5, 0);
  check<Same<typeof bytes, number>>();
}

interface Folder {
  list(path: string, options: { readonly types?: false }, done: (err: Error | null, names: string[]) => void): void;
  list(path: string, options: { readonly types: true }, done: (err: Error | null, entries: fs.Dirent[]) => void): void;
  remove(paths: string[], done: (err: Error | null, count: number) => void): void;
  select(query: { ids: number[] }, done: (err: Error | null, rows: string[]) => void): void;
}

/** Literals and lists in the arguments choose the overload, as they did in the call. */
export async function literals(folder: Folder): Promise<void> {
  const entries = await task.method(folder, 'list', '.', { types: true });
  check<Same<typeof entries, fs.Dirent[]>>();
  const names = await task.method(folder, 'list', '.', {});
  check<Same<typeof names, string[]>>();
  const found = await task.method(fs, 'readdir', '.', { withFileTypes: true });
  check<Same<typeof found, fs.Dirent[]>>();
  const count = await task.method(folder, 'remove', ['a', 'b']);
  check<Same<typeof count, number>>();
  const rows = await task.method(folder, 'select', { ids: [1] });
  check<Same<typeof rows, string[]>>();
}

/** Where a callback may stand in the place of an option, it is found among the types of that place. */
export async function callbackInPlaceOfOptions(): Promise<void> {
  const short = await task.method(connection, 'scan', 'k');
  check<Same<typeof short, number>>();
  const long = await task.method(connection, 'scan', 'k', { limit: 1 });
  check<Same<typeof long, number>>();
  const [closed] = await task.method.args(connection, 'close');
  check<Same<typeof closed, Error | undefined>>();
}

/** What the callback of an untyped function got was `any`. */
export async function untypedCallees(bare: Function): Promise<void> {
  const value = await task(untyped, 1);
  check<Same<typeof value, any>>();
  const method = await task.method(untyped, 'load');
  check<Same<typeof method, any>>();
  const [err, rows] = await task.method.args(untyped.pool, 'query', 'x');
  check<Same<typeof err, any>>();
  check<Same<typeof rows, any>>();
  const [one, two] = await task.values(bare);
  check<Same<typeof one, any>>();
  check<Same<typeof two, any>>();
}

interface Store<K, V> {
  get(key: K, done: Done<V | undefined>): void;
  each(done: Done<Map<K, V>>): void;
}

export class Cache<K, V> implements Store<K, V> {
  constructor(private readonly inner: Store<K, V>) {}

  get(key: K, done: Done<V | undefined>): void {
    return asCallback(done, async () => {
      const [err, value] = await task.method.args(this.inner, 'get', key);
      if (err) return values.args(err, undefined);
      return value;
    });
  }

  each(done: Done<Map<K, V>>): void {
    return asCallback(done, async () => {
      const all = await task.method(this.inner, 'each');
      return new Map(all);
    });
  }
}

export abstract class Source<T> {
  abstract fetch(id: string, done: (err: Error | null, item?: T) => void): void;

  /** The class is open: what `this.fetch` is in a subclass is not known, but it keeps what the class says of it. */
  two(a: string, b: string, done: (err: Error | null, items?: [T, T]) => void): void {
    return asCallback(done, async () => {
      const first = await task.method(this, 'fetch', a);
      const second = await task.method(this, 'fetch', b);
      return [first, second];
    });
  }

  readonly one = (id: string, done?: (err: Error | null, item?: T) => void): void => {
    return asCallback.optional(done, async () => {
      const [err, item] = await task.method.args(this, 'fetch', id);
      if (err) throw err;
      return item;
    });
  };

  later(id: string, done: (err: Error | null, item?: T) => void): void {
    return asCallback(done, async () => task.method.args(this, 'fetch', id));
  }
}
