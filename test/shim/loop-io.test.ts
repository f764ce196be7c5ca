import assert from 'node:assert/strict';
import {
  coroutine,
  Future,
  getHost,
  IOLoop,
  moment,
  PeriodicCallback,
  setHost,
  setLogger,
  sleep,
} from '../../shim/src/index.js';
import { VirtualClock } from '../../shim/src/testing/index.js';
import { finished } from './conformance/futures.js';
import { ShimLog, turns } from './helpers/shim-log.js';

const loop = IOLoop.current();

describe('IOLoop', () => {
  it('is one loop', () => {
    assert.equal(IOLoop.current(), IOLoop.instance());
  });

  it('logs errors of callbacks, of what they return and of spawned ones, and goes on', async () => {
    const log = new ShimLog();
    loop.addCallback(function first() {
      throw new Error('first');
    });
    loop.addCallback(async () => {
      await Promise.resolve();
      throw new Error('promise');
    });
    loop.spawnCallback(
      coroutine(function* () {
        yield moment;
        throw new Error('coroutine');
      }),
    );
    loop.addCallback(() => 5);
    loop.addCallback(() => () => {});
    await turns(6);
    log.stop();
    assert.deepEqual(log.errors.map(String).sort(), ['Error: coroutine', 'Error: first', 'Error: promise']);
    assert.equal(log.messages[0], 'Exception in callback first');
  });

  it('has its error report replaced', async () => {
    const seen: unknown[] = [];
    const before = loop.handleCallbackException.bind(loop);
    loop.handleCallbackException = (callback, error) => void seen.push(callback.name, (error as Error).message);
    loop.addCallback(function broken() {
      throw new Error('seen');
    });
    await turns(2);
    loop.handleCallbackException = before;
    assert.deepEqual(seen, ['broken', 'seen']);
  });

  it('writes reports to the console unless told otherwise', async () => {
    const { error: write } = console;
    const written: unknown[][] = [];
    console.error = (...args: unknown[]) => void written.push(args);
    const log = setLogger(undefined);
    loop.addCallback(() => {
      throw new Error('to the console');
    });
    await turns(2);
    setLogger(log);
    console.error = write;
    assert.deepEqual(
      written.map(([message, error]) => [message, String(error)]),
      [['Exception in callback (anonymous)', 'Error: to the console']],
    );
  });

  it('throws an error of the report itself as an uncaught exception, and goes on', async () => {
    const log = setLogger({
      error() {
        throw new Error('logger');
      },
    });
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const uncaught = new Promise<Error>((resolve) => process.once('uncaughtException', resolve));
    let ran = false;
    loop.addCallback(() => {
      throw new Error('callback');
    });
    loop.addCallback(() => (ran = true));
    const error = await uncaught;
    for (const listener of listeners) process.on('uncaughtException', listener);
    setLogger(log);
    await turns(2);
    assert.deepEqual([error.message, ran], ['logger', true]);
  });

  it('calls add_future callbacks a turn later with the future', async () => {
    const future = new Future<number>();
    const seen: unknown[] = [];
    loop.addFuture(future, (done) => seen.push(done === future, done.result()));
    future.setResult(1);
    assert.deepEqual(seen, []);
    await turns(1);
    assert.deepEqual(seen, [true, 1]);
  });

  it('gives a promise of what runSync ran', async () => {
    assert.equal(await loop.runSync(() => finished(1)), 1);
    assert.equal(await loop.runSync(async () => 2, 5), 2);
    assert.equal(await loop.runSync(() => undefined), undefined);
    await assert.rejects(
      loop.runSync(() => 'plain'),
      /BadYieldError|yielded unknown object 'plain'/,
    );
    await assert.rejects(
      loop.runSync(() => {
        throw new Error('at once');
      }),
      /at once/,
    );
    await assert.rejects(
      loop.runSync(() => new Promise(() => {}), { timeout: 0.001 }),
      {
        name: 'TimeoutError',
        message: 'Operation timed out after 0.001 seconds',
      },
    );
  });

  it('starts with a promise that stop resolves, also when stop came first', async () => {
    loop.callLater(0, () => loop.stop());
    const started = loop.start();
    assert.throws(() => loop.start(), /already running/);
    await started;
    loop.stop();
    await loop.start();
  });
});

describe('timers of the loop', () => {
  let clock: VirtualClock;
  beforeEach(() => void (clock = new VirtualClock().install()));
  afterEach(() => clock.uninstall());

  it('run by time, then in the order they were set', async () => {
    const seen: string[] = [];
    const start = loop.time();
    loop.callLater(0.02, () => seen.push('20 a'));
    loop.callAt(start + 0.01, () => seen.push('10'));
    loop.addTimeout({ seconds: 0.02 }, (name: string) => seen.push(name), '20 b');
    loop.addTimeout(start + 0.02, () => seen.push('20 c'));
    loop.callLater(0, () => seen.push('0'));
    await clock.advance(15);
    assert.deepEqual(seen, ['0', '10']);
    await clock.advance(5);
    assert.deepEqual(seen, ['0', '10', '20 a', '20 b', '20 c']);
    assert.ok(Math.abs(loop.time() - start - 0.02) < 1e-6);
  });

  it('can remove another one that is due in the same turn', async () => {
    const seen: string[] = [];
    loop.callLater(0.01, () => {
      seen.push('first');
      loop.removeTimeout(second);
    });
    const second = loop.callLater(0.01, () => seen.push('second'));
    await clock.advance(20);
    loop.removeTimeout(second);
    assert.deepEqual(seen, ['first']);
  });

  it('refuse absolute times that must be durations', () => {
    assert.throws(
      () => loop.addTimeout(5, () => {}),
      /For 5 seconds from now give \{seconds: 5\}, or IOLoop.current\(\).time\(\) \+ 5/,
    );
    assert.throws(() => loop.callAt(0, () => {}), RangeError);
  });

  it('survive a thousand removals and keep their order', async () => {
    const seen: number[] = [];
    const handles = Array.from({ length: 2000 }, (_, i) =>
      loop.callLater(((i * 7919) % 2000) / 1000, () => seen.push(i)),
    );
    handles.forEach((handle, i) => i % 4 !== 0 && loop.removeTimeout(handle));
    await clock.advance(2000);
    const expected = handles.map((_, i) => i).filter((i) => i % 4 === 0);
    expected.sort((a, b) => ((a * 7919) % 2000) - ((b * 7919) % 2000));
    assert.deepEqual(seen, expected);
  });

  it('move over when the host is replaced', async () => {
    const seen: string[] = [];
    loop.callLater(0.05, () => seen.push('timer'));
    loop.addCallback(() => seen.push('callback'));
    const virtual = getHost();
    const other = { ...virtual, now: () => virtual.now() + 1_000_000 };
    setHost(other);
    await clock.advance(49);
    assert.deepEqual(seen, ['callback']);
    setHost(virtual);
    await clock.advance(1);
    assert.deepEqual(seen, ['callback', 'timer']);
  });

  it('come after the callbacks of their turn, and before those added meanwhile', async () => {
    const seen: string[] = [];
    loop.callLater(0, () => {
      seen.push('timer');
      loop.addCallback(() => seen.push('next turn'));
    });
    loop.addCallback(() => {
      seen.push('callback');
      loop.addCallback(() => seen.push('next turn too'));
    });
    await clock.runUntilIdle();
    assert.deepEqual(seen, ['callback', 'timer', 'next turn too', 'next turn']);
  });
});

describe('PeriodicCallback', () => {
  let clock: VirtualClock;
  beforeEach(() => void (clock = new VirtualClock().install()));
  afterEach(() => clock.uninstall());

  it('ticks every so many milliseconds until it is stopped', async () => {
    const ticks: number[] = [];
    const periodic = new PeriodicCallback(() => void ticks.push(clock.elapsed), 10);
    assert.equal(periodic.isRunning(), false);
    periodic.start();
    await clock.advance(35);
    assert.deepEqual(ticks, [10, 20, 30]);
    periodic.stop();
    assert.equal(periodic.isRunning(), false);
    await clock.advance(50);
    assert.equal(ticks.length, 3);
  });

  it('skips ticks that it is too late for, and keeps the phase', async () => {
    const ticks: number[] = [];
    let delay = 0;
    const host = getHost();
    const begin = host.now();
    setHost({ ...host, now: () => host.now() + delay });
    const periodic = new PeriodicCallback(() => {
      ticks.push(Math.round(host.now() - begin) + delay);
      // The first call takes 25 milliseconds.
      if (ticks.length === 1) delay = 25;
    }, 10);
    periodic.start();
    await clock.advance(40);
    periodic.stop();
    setHost(host);
    assert.deepEqual(ticks, [10, 40, 50, 60]);
  });

  it('reports errors and goes on, and refuses a period that is not positive', async () => {
    const log = new ShimLog();
    let count = 0;
    const periodic = new PeriodicCallback(() => {
      count++;
      throw new Error(`tick ${count}`);
    }, 10);
    periodic.start();
    await clock.advance(25);
    periodic.stop();
    log.stop();
    assert.deepEqual(log.errors.map(String), ['Error: tick 1', 'Error: tick 2']);
    assert.throws(() => new PeriodicCallback(() => {}, 0), /positive callback_time/);
  });
});

describe('the host', () => {
  it('is asked for one task for a chain of resumptions, and for one each when callbacks are queued', async () => {
    const system = getHost();
    let tasks = 0;
    setHost({ ...system, setImmediate: (fn) => (tasks++, system.setImmediate(fn)) });
    const deep = coroutine(function* (level: number): Generator<unknown, number, number> {
      return level === 0 ? yield sleep(0) : (yield deep(level - 1)) + 1;
    });
    await deep(50);
    const chained = tasks;
    tasks = 0;
    await coroutine(function* () {
      for (let i = 0; i < 10; i++) yield moment;
    })();
    setHost(system);
    assert.ok(chained <= 3, `${chained} tasks for a chain`);
    assert.ok(tasks >= 10, `${tasks} tasks for ten moments`);
  });

  it('gives promises their turn between turns that share a task', async () => {
    const events: unknown[] = [];
    const link = coroutine(function* (before: Future<undefined>, n: number) {
      yield before;
      events.push(n);
      if (n === 1) void Promise.resolve().then(() => events.push('microtask'));
      return undefined;
    });
    const first = new Future<undefined>();
    let last = first;
    for (let n = 1; n <= 4; n++) last = link(last, n);
    first.setResult(undefined);
    await last;
    assert.deepEqual(events, [1, 'microtask', 2, 3, 4]);
  });
});
