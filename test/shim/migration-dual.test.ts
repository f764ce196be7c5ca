import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import { dual, values } from '../../shim/src/index.js';
import { captureProcessErrors, settle } from './helpers/process-errors.js';

async function load(path: string, size: number): Promise<string> {
  if (size < 0) throw new RangeError('size');
  return path + size;
}

/** Calls `fn` with `args` and a recording callback at the end. */
async function callBack(fn: Function, ...args: unknown[]): Promise<unknown[][]> {
  const calls: unknown[][] = [];
  const result: unknown = fn(...args, (...list: unknown[]) => void calls.push(list));
  assert.equal(result, undefined);
  assert.deepEqual(calls, []);
  await settle();
  return calls;
}

describe('dual', () => {
  it('has both styles', async () => {
    const both = dual(load);
    assert.deepEqual(await callBack(both, 'a', 1), [[null, 'a1']]);
    assert.equal(await both('a', 1), 'a1');
    const calls = await callBack(both, 'a', -1);
    assert.equal(calls.length, 1);
    assert.equal(calls[0]?.length, 1);
    assert.ok(calls[0][0] instanceof RangeError);
    await assert.rejects(both('a', -1), RangeError);
  });

  it('throws what the callback throws outside the promise, after one completion', async () => {
    const errors = captureProcessErrors();
    const error = new Error('callback');
    let calls = 0;
    dual(load)('a', 1, () => {
      calls += 1;
      throw error;
    });
    await settle();
    assert.deepEqual(errors.stop(), [{ kind: 'uncaughtException', error }]);
    assert.equal(calls, 1);
  });

  it('keeps `this` in both styles', async () => {
    const object = {
      name: 'me',
      who: dual(async function (this: { name: string }) {
        return this.name;
      }),
    };
    assert.equal(await object.who(), 'me');
    const calls: unknown[][] = [];
    object.who((...args: unknown[]) => void calls.push(args));
    await settle();
    assert.deepEqual(calls, [[null, 'me']]);
  });

  it("never guesses: only a function at the callback's own position is the callback", async () => {
    const seen: unknown[][] = [];
    const both: Function = dual(async (...args: unknown[]) => void seen.push(args), { at: 1 });
    const fn = (): void => {};
    await both(fn);
    await both('a', undefined, fn);
    await both('a', null);
    await both('a', 'not a function');
    assert.deepEqual(await callBack(both, 'a'), [[null, undefined]]);
    assert.deepEqual(seen, [[fn], ['a', fn], ['a'], ['a', 'not a function'], ['a']]);
  });

  it('takes the callback at another position, or the last argument', async () => {
    const first: Function = dual(async (ms: number) => ms, { at: 0 });
    assert.equal(await first(undefined, 5), 5);
    assert.equal(await first(5), 5);
    const calls: unknown[][] = [];
    first((...args: unknown[]) => void calls.push(args), 6);
    await settle();
    assert.deepEqual(calls, [[null, 6]]);

    const last: Function = dual(async (...args: unknown[]) => args.length, { at: 'last' });
    assert.deepEqual(await callBack(last, 1, 2, 3), [[null, 3]]);
    assert.deepEqual(await callBack(last), [[null, 0]]);
    assert.equal(await last(1, undefined), 2);
    assert.equal(await last(), 0);
  });

  it('completes with several values', async () => {
    const both = dual(async (n: number) => values(n, n * 2));
    assert.deepEqual(await callBack(both, 2), [[null, 2, 4]]);
    assert.deepEqual(await both(2), [2, 4]);
  });

  it('has the length of the callback function, or the one that is given', () => {
    assert.equal(dual(load).length, 3);
    assert.equal(dual(async (a: unknown, b = 1) => [a, b]).length, 2);
    assert.equal(dual(load, { length: 0 }).length, 0);
  });

  it('has the name and the own properties of the function', () => {
    const symbol = Symbol('own');
    const fn = Object.assign(async function named() {}, { version: 3, [symbol]: true });
    Object.defineProperty(fn, 'lazy', { get: () => 'got', enumerable: false });
    const both = dual(fn) as ReturnType<typeof dual<typeof fn>> & { lazy: string };
    assert.equal(both.name, 'named');
    assert.equal(both.version, 3);
    assert.equal(both[symbol], true);
    assert.equal(both.lazy, 'got');
    assert.deepEqual(Object.keys(both), ['version']);
  });

  it('works with util.promisify, `this` and values included', async () => {
    const both = dual(async function (this: unknown, n: number) {
      return values(this, n);
    });
    const promised = promisify(both as unknown as (n: number, cb: () => void) => void) as unknown as (
      n: number,
    ) => Promise<unknown>;
    const self = {};
    assert.deepEqual(await promised.call(self, 1), [self, 1]);
    assert.equal(promised.length, 1);
  });

  it('leaves a promisify.custom of the function alone', () => {
    const custom = async (): Promise<string> => 'custom';
    const both = dual(Object.assign(async () => 'plain', { [promisify.custom]: custom }));
    assert.equal((both as unknown as Record<symbol, unknown>)[promisify.custom], custom);
  });

  it("turns a synchronous throw of the function into the completion's error", async () => {
    const error = new Error('at once');
    const both = dual((): string => {
      throw error;
    });
    assert.deepEqual(await callBack(both), [[error]]);
    await assert.rejects(both(), (e) => e === error);
  });

  it('refuses what is no function, position or length', () => {
    assert.throws(
      () => dual('x' as never),
      /^TypeError: dual: the first argument is not a function but the string "x"$/,
    );
    assert.throws(() => dual(load, { at: -1 }), /"at" must be a whole number from 0 or 'last', not the number -1/);
    assert.throws(() => dual(load, { at: 'first' as 'last' }), /"at" must be/);
    assert.throws(() => dual(load, { length: 1.5 }), /"length" must be a whole number from 0, not the number 1.5/);
  });
});
