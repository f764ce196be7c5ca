import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout as importedSleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { coroutine, engine, Future, IOLoop, sleep, Task, TimeoutError, withTimeout } from '../../shim/src/index.js';
import { getHost } from '../../shim/src/loop/host.js';
import { VirtualClock } from '../../shim/src/testing/index.js';
import { captureProcessErrors } from './helpers/process-errors.js';

describe('VirtualClock', () => {
  let clock: VirtualClock;
  let seen: unknown[];
  const see = (what: unknown) => (): void => void seen.push([clock.elapsed, what]);
  beforeEach(() => {
    seen = [];
    clock = new VirtualClock().install();
  });
  afterEach(() => clock.uninstall());

  it('runs events by time, then in the order in which they were set', async () => {
    setTimeout(see('late'), 20);
    setTimeout(see('a'), 10);
    setTimeout(see('b'), 10);
    setTimeout(see('zero'), 0);
    setImmediate(see('immediate'));
    await clock.runUntilIdle();
    assert.deepEqual(seen, [
      [0, 'immediate'],
      [1, 'zero'],
      [10, 'a'],
      [10, 'b'],
      [20, 'late'],
    ]);
    assert.equal(clock.pending, 0);
  });

  it('runs all microtasks and ticks before the next event', async () => {
    setTimeout(() => {
      see('first')();
      process.nextTick(see('tick'));
      queueMicrotask(() => {
        see('microtask')();
        void Promise.resolve().then(() => Promise.resolve().then(see('chain')));
      });
    }, 5);
    setTimeout(see('second'), 5);
    await clock.runUntilIdle();
    const names = seen.map((row) => (row as unknown[])[1]);
    assert.deepEqual(names, ['first', 'tick', 'microtask', 'chain', 'second']);
  });

  it('runs timers that are due before an immediate of one of them', async () => {
    setTimeout(() => setImmediate(see('immediate')), 5);
    setTimeout(see('timer'), 5);
    await clock.runUntilIdle();
    assert.deepEqual(seen, [
      [5, 'timer'],
      [5, 'immediate'],
    ]);
  });

  it('goes as far as it is told', async () => {
    setTimeout(see('due'), 10);
    setTimeout(see('not due'), 11);
    await clock.advance(10);
    assert.deepEqual(seen, [[10, 'due']]);
    assert.equal(clock.elapsed, 10);
    assert.equal(clock.pending, 1);
    assert.equal(await clock.next(), true);
    assert.equal(clock.elapsed, 11);
    assert.equal(await clock.next(), false);
  });

  it('stops what is cleared, by handle, by number, and from within', async () => {
    clearTimeout(setTimeout(see('handle'), 1));
    clearTimeout(+setTimeout(see('number'), 1));
    clearImmediate(setImmediate(see('immediate')));
    clearTimeout(undefined);
    let runs = 0;
    const interval = setInterval(() => {
      runs += 1;
      if (runs === 3) clearInterval(interval);
    }, 10);
    await clock.runUntilIdle();
    assert.deepEqual(seen, []);
    assert.equal(runs, 3);
    assert.equal(clock.elapsed, 30);
  });

  it('passes arguments, and the handle as `this`', async () => {
    let self: unknown;
    const handle = setTimeout(
      function (this: unknown, a: number, b: number) {
        self = this;
        seen.push(a, b);
      },
      1,
      2,
      3,
    );
    setImmediate((a: number) => seen.push(a), 1);
    await clock.runUntilIdle();
    assert.deepEqual(seen, [1, 2, 3]);
    assert.equal(self, handle);
  });

  it('does not wait for what is unreferenced, as a process does not', async () => {
    const idle = setInterval(see('idle'), 10);
    assert.equal(idle.unref(), idle);
    assert.equal(idle.hasRef(), false);
    setTimeout(see('end'), 25);
    await clock.runUntilIdle();
    assert.deepEqual(seen, [
      [10, 'idle'],
      [20, 'idle'],
      [25, 'end'],
    ]);
  });

  it('refreshes a timer', async () => {
    const timer = setTimeout(see('timer'), 10);
    setTimeout(() => timer.refresh(), 5);
    await clock.runUntilIdle();
    assert.deepEqual(seen, [[15, 'timer']]);
  });

  it('moves Date and performance.now', async () => {
    assert.equal(Date.now(), Date.UTC(2020, 0));
    const before = performance.now();
    await clock.advance(1500);
    assert.equal(Date.now(), Date.UTC(2020, 0) + 1500);
    assert.equal(new Date().toISOString(), '2020-01-01T00:00:01.500Z');
    assert.equal(new Date(2024, 0).getFullYear(), 2024);
    assert.ok(new Date() instanceof Date);
    assert.equal(Date.UTC(1970, 0), 0);
    assert.equal(performance.now() - before, 1500);
  });

  it('supports util.promisify', async () => {
    const sleep = promisify(setTimeout);
    assert.equal(await clock.waitFor(sleep(50, 'value')), 'value');
    assert.equal(clock.elapsed, 50);
    assert.equal(await clock.waitFor(promisify(setImmediate)('now')), 'now');
  });

  it('stands in for node:timers and node:timers/promises', async () => {
    const require = createRequire(import.meta.url);
    const timers = require('node:timers') as typeof import('node:timers');
    const promises = require('node:timers/promises') as typeof import('node:timers/promises');
    timers.setTimeout(see('timers'), 10);
    assert.equal(await clock.waitFor(promises.setTimeout(20, 'value')), 'value');
    assert.equal(await clock.waitFor(importedSleep(5, 'imported')), 'imported');
    const ticks: number[] = [];
    await clock.waitFor(
      (async () => {
        for await (const tick of promises.setInterval(100, 'tick')) {
          assert.equal(tick, 'tick');
          if (ticks.push(clock.elapsed) === 2) break;
        }
      })(),
    );
    assert.deepEqual(seen, [[10, 'timers']]);
    assert.deepEqual(ticks, [125, 225]);
  });

  it('gives up a wait that is aborted', async () => {
    const abort = new AbortController();
    const wait = importedSleep(1000, undefined, { signal: abort.signal });
    abort.abort();
    await assert.rejects(wait, { name: 'AbortError', code: 'ABORT_ERR' });
    await assert.rejects(importedSleep(1, undefined, { signal: abort.signal }), { name: 'AbortError' });
    assert.equal(clock.pending, 0);
  });

  it('runs each event in the async context in which it was set', async () => {
    const store = new AsyncLocalStorage<string>();
    store.run('a', () => setTimeout(() => seen.push(store.getStore()), 1));
    store.run('b', () => setImmediate(() => seen.push(store.getStore())));
    await clock.runUntilIdle();
    assert.deepEqual(seen, ['b', 'a']);
  });

  it('makes an error of an event an uncaught exception and goes on', async () => {
    const errors = captureProcessErrors();
    const error = new Error('in a timer');
    setTimeout(() => {
      throw error;
    }, 1);
    setTimeout(see('next'), 1);
    await clock.runUntilIdle();
    assert.deepEqual(errors.stop(), [{ kind: 'uncaughtException', error }]);
    assert.deepEqual(seen, [[1, 'next']]);
  });

  it('waits for the real world while no event waits', async () => {
    const text = await clock.waitFor(readFile(import.meta.filename, 'utf8'));
    assert.match(text, /waits for the real world/);
    await assert.rejects(clock.waitFor(readFile('/no/such/file')), { code: 'ENOENT' });
  });

  it('gives up a run that never ends', async () => {
    clock.uninstall();
    clock = new VirtualClock({ limit: 50 }).install();
    setInterval(() => undefined, 10);
    await assert.rejects(clock.runUntilIdle(), /ran 50 events without coming to an end/);
  });

  it('refuses what is no function', () => {
    assert.throws(() => (setTimeout as Function)('code', 1), TypeError);
  });

  it('drives the host of the event loop', async () => {
    getHost().setTimeout(see('host timer'), 30);
    getHost().setImmediate(see('host immediate'));
    getHost().clearTimeout(getHost().setTimeout(see('cleared'), 5));
    const start = getHost().now();
    await clock.runUntilIdle();
    assert.deepEqual(seen, [
      [0, 'host immediate'],
      [30, 'host timer'],
    ]);
    assert.equal(getHost().now() - start, 30);
  });

  it('drives the IOLoop, whose time is that of Date', async () => {
    const loop = IOLoop.current();
    assert.ok(Math.abs(loop.time() - Date.now() / 1000) < 1e-3);
    loop.callLater(2, see('two seconds later'));
    loop.addTimeout(Date.now() / 1000 + 1, see('absolute'));
    loop.addCallback(see('next turn'));
    await clock.runUntilIdle();
    assert.deepEqual(seen, [
      [0, 'next turn'],
      [1000, 'absolute'],
      [2000, 'two seconds later'],
    ]);
  });

  it('drives engines and coroutines', async () => {
    const pause = (seconds: number, callback: (value: string) => void): void =>
      void setTimeout(callback, seconds * 1000, `${seconds} s`);
    engine(function* () {
      see(yield Task(pause, 3))();
    })();
    const slow = coroutine(function* () {
      yield sleep(60);
      see('slept')();
      yield withTimeout({ seconds: 5 }, new Future());
    });
    await assert.rejects(clock.waitFor(slow()), TimeoutError);
    see('timeout')();
    assert.deepEqual(seen, [
      [3000, '3 s'],
      [60_000, 'slept'],
      [65_000, 'timeout'],
    ]);
  });

  it('cannot be installed twice', () => {
    assert.throws(() => new VirtualClock().install(), /installed already/);
  });
});

describe('VirtualClock outside of its installation', () => {
  const names = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'Date'] as const;

  it('puts everything back', () => {
    const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
    const host = getHost();
    const now: unknown = Reflect.get(performance, 'now');
    const clock = new VirtualClock({ now: new Date('2001-09-09') }).install();
    assert.equal(new Date().getUTCFullYear(), 2001);
    assert.notEqual(getHost(), host);
    clock.uninstall();
    clock.uninstall();
    assert.deepEqual(
      names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name)),
      before,
    );
    assert.equal(getHost(), host);
    assert.equal(Reflect.get(performance, 'now'), now);
    assert.equal(Object.hasOwn(performance, 'now'), false);
  });

  it('gives its timers to code that takes them as parameters', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    clock.timers.setTimeout(() => seen.push(clock.elapsed), 40);
    await clock.runUntilIdle();
    assert.deepEqual(seen, [40]);
  });
});
