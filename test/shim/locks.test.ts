import assert from 'node:assert/strict';
import { coroutine, IOLoop, moment, RuntimeError, TimeoutError, ValueError } from '../../shim/src/index.js';
import { BoundedSemaphore, Condition, Event, Lock, Semaphore } from '../../shim/src/locks.js';
import { VirtualClock } from '../../shim/src/testing/index.js';

describe('Lock', () => {
  it('runs functions of every kind while it is held, one after the other', async () => {
    const lock = new Lock();
    const events: string[] = [];
    const results = await Promise.all([
      lock.with(function* () {
        events.push('generator in');
        yield moment;
        events.push('generator out');
        return 1;
      }),
      lock.with(async () => {
        events.push('async in');
        await Promise.resolve();
        events.push('async out');
        return 2;
      }),
      lock.with(() => {
        events.push('plain');
        return 3;
      }),
    ]);
    assert.deepEqual(results, [1, 2, 3]);
    assert.deepEqual(events, ['generator in', 'generator out', 'async in', 'async out', 'plain']);
  });

  it('is released after an error, and by a releaser only once', async () => {
    const lock = new Lock();
    await assert.rejects(
      Promise.resolve(
        lock.with(() => {
          throw new Error('inside');
        }),
      ),
      /inside/,
    );
    const held = await lock.acquire();
    const waiting = lock.acquire();
    held.release();
    held.release();
    held[Symbol.dispose]();
    assert.equal(waiting.done(), true);
    assert.equal(lock.acquire().done(), false);
  });

  it('may be released by anybody, but not when it is free', () => {
    const lock = new Lock();
    lock.acquire();
    lock.release();
    assert.throws(
      () => lock.release(),
      (error: unknown) => error instanceof RuntimeError && error.message === 'release unlocked lock',
    );
  });
});

describe('Semaphore', () => {
  it('checks its value and lets nobody overtake', () => {
    assert.throws(() => new Semaphore(-1), ValueError);
    const semaphore = new Semaphore(0);
    const [first, second] = [semaphore.acquire(), semaphore.acquire()];
    semaphore.release();
    const late = semaphore.acquire();
    semaphore.release();
    assert.deepEqual([first.done(), second.done(), late.done()], [true, true, false]);
  });

  it('bounded: refuses more releases than acquisitions', () => {
    const semaphore = new BoundedSemaphore(2);
    semaphore.acquire();
    semaphore.release();
    assert.throws(() => semaphore.release(), /Semaphore released too many times/);
  });

  it('works with several places', async () => {
    const semaphore = new Semaphore(2);
    let running = 0;
    let most = 0;
    const work = (): Promise<void> =>
      Promise.resolve(
        semaphore.with(function* () {
          most = Math.max(most, ++running);
          yield moment;
          running--;
        }),
      );
    await Promise.all([work(), work(), work(), work(), work()]);
    assert.deepEqual([most, running], [2, 0]);
  });
});

describe('waiting with a deadline', () => {
  let clock: VirtualClock;
  beforeEach(() => void (clock = new VirtualClock().install()));
  afterEach(() => clock.uninstall());

  it('ends with false for a condition and with an error for the others', async () => {
    const short = { seconds: 0.01 };
    const wait = new Condition().wait(short);
    const event = new Event().wait(short);
    const lock = new Lock();
    lock.acquire();
    const acquire = lock.acquire(short);
    const absolute = new Semaphore(0).acquire(IOLoop.current().time() + 0.01);
    await clock.advance(20);
    assert.equal(wait.result(), false);
    assert.deepEqual(
      [event, acquire, absolute].map((future) => future.exception() instanceof TimeoutError),
      [true, true, true],
    );
    assert.throws(() => new Condition().wait(1), /bare number is an absolute time/);
  });

  it('counts expired waiters of a condition as absent, also after very many', async () => {
    const condition = new Condition();
    const expired = Array.from({ length: 250 }, () => condition.wait({ seconds: 0.01 }));
    const live = [condition.wait(), condition.wait()];
    await clock.advance(20);
    condition.notify();
    assert.deepEqual(
      live.map((future) => future.done()),
      [true, false],
    );
    condition.notifyAll();
    assert.deepEqual(
      live.map((future) => future.result()),
      [true, true],
    );
    assert.ok(expired.every((future) => !future.result()));
  });

  it('does not keep the timer of a waiter that was served', async () => {
    const semaphore = new Semaphore(0);
    const served = semaphore.acquire({ seconds: 1000 });
    semaphore.release();
    await clock.runUntilIdle();
    assert.ok(served.done());
    assert.ok(clock.elapsed < 2_000_000);
  });
});

describe('Event', () => {
  it('releases who waited before, also when it is cleared at once', async () => {
    const event = new Event();
    const events: string[] = [];
    const wait = coroutine(function* (name: string) {
      yield event.wait();
      events.push(name);
    });
    const before = [wait('a'), wait('b')];
    event.set();
    event.set();
    event.clear();
    event.clear();
    const after = wait('c');
    await Promise.all(before);
    assert.deepEqual([events, after.done(), event.isSet()], [['a', 'b'], false, false]);
  });
});
