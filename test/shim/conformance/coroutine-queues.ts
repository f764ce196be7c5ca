import { coroutine, moment, sleep, TimeoutError, ValueError, withTimeout } from '../../../shim/src/index.js';
import { LifoQueue, PriorityQueue, Queue } from '../../../shim/src/queues.js';
import { BoundedSemaphore, Condition, Event, Lock, Semaphore, type Releaser } from '../../../shim/src/locks.js';
import { errorText, type Scenario } from './env.js';
import { outcome } from './futures.js';

const short = { seconds: 0.01 };

export const coroutineQueues: Record<string, Scenario> = {
  c32_queue_producer_consumer: {
    run({ ev, done }) {
      const q = new Queue<number>(2);
      const consumer = coroutine(function* () {
        for (;;) {
          const item: number = yield q.get();
          ev('consumer: got', item, 'qsize', q.qsize());
          yield moment;
          q.taskDone();
          ev('consumer: done', item);
        }
      });
      const producer = coroutine(function* () {
        for (let i = 0; i < 5; i++) {
          yield q.put(i);
          ev('producer: put', i, 'qsize', q.qsize());
        }
      });
      coroutine(function* () {
        consumer();
        yield producer();
        ev('main: producer finished');
        yield q.join();
        ev('main: joined');
        done();
      })();
    },
  },
  c34_queue_timeouts: {
    timed: true,
    run({ ev, done }) {
      const q = new Queue<number | string>(1);
      coroutine(function* () {
        try {
          yield q.get(short);
        } catch (error) {
          if (error instanceof TimeoutError) ev('get timed out');
        }
        q.putNowait(1);
        try {
          yield q.put(2, short);
        } catch (error) {
          if (error instanceof TimeoutError) ev('put timed out');
        }
        ev('item', q.getNowait(), 'qsize', q.qsize());
        const g = q.get(short);
        q.putNowait('in time');
        yield sleep(0.02);
        ev('no timeout after hand-off', outcome(g));
        try {
          yield q.join(short);
        } catch (error) {
          if (error instanceof TimeoutError) ev('join timed out; unfinished tasks remain');
        }
        done();
      })();
    },
  },
  c35_priority_and_lifo: {
    run({ ev, done }) {
      for (const [name, q] of [
        ['priority', new PriorityQueue<number>()],
        ['lifo', new LifoQueue<number>()],
      ] as const) {
        for (const x of [3, 1, 2]) q.putNowait(x);
        ev(name, [q.getNowait(), q.getNowait(), q.getNowait()]);
      }
      done();
    },
  },
  c37_semaphore_timeout_waiter_skipped: {
    timed: true,
    run({ ev, done }) {
      const sem = new Semaphore(0);
      coroutine(function* () {
        const a = sem.acquire(short);
        const b = sem.acquire();
        yield sleep(0.02);
        ev('a', outcome(a)[1]);
        sem.release();
        ev('b served', b.done());
        const c = sem.acquire();
        ev('c', c.done());
        sem.release();
        sem.release();
        ev('c', c.done(), 'then free', sem.acquire().done(), sem.acquire().done());
        done();
      })();
    },
  },
  c38_lock_and_bounded: {
    run({ ev, done }) {
      try {
        new BoundedSemaphore(1).release();
      } catch (error) {
        ev('bounded', errorText(error));
      }
      const lock = new Lock();
      try {
        lock.release();
      } catch (error) {
        ev('lock', errorText(error));
      }
      ev('acquire', lock.acquire().done(), lock.acquire().done());
      ev('with lock', Symbol.dispose in lock ? 'disposable' : 'TypeError');
      coroutine(function* () {
        const l2 = new Lock();
        const held: Releaser = yield l2.acquire();
        ev('held', l2.acquire().done());
        held.release();
        try {
          yield l2;
        } catch (error) {
          ev('yield lock', (error as Error).name);
        }
        done();
      })();
    },
  },
  c40_condition_timeout: {
    timed: true,
    run({ ev, done }) {
      const c = new Condition();
      coroutine(function* () {
        ev('timed out ->', yield c.wait(short));
        const [a, b] = [c.wait(short), c.wait()];
        yield sleep(0.02);
        c.notify();
        ev('a', a.result(), 'b', b.done());
        done();
      })();
    },
  },
  c41_event: {
    run({ ev, done }) {
      const e = new Event();
      const w = coroutine(function* (name: string) {
        yield e.wait();
        ev('released', name);
      });
      coroutine(function* () {
        const [a, b] = [w('a'), w('b')];
        e.set();
        ev('set; is_set', e.isSet());
        e.clear();
        const c = w('c');
        yield [a, b];
        ev('c waiting', c.done());
        e.set();
        yield c;
        ev('wait on set event', e.wait().done());
        done();
      })();
    },
  },
  c67_event_wait_timeout: {
    timed: true,
    run({ ev, done }) {
      const e = new Event();
      coroutine(function* () {
        try {
          yield e.wait(short);
        } catch (error) {
          ev('timeout', (error as Error).message);
        }
        e.set();
        ev(yield e.wait(short));
        done();
      })();
    },
  },
  c71_with_timeout_around_get_loses_item: {
    timed: true,
    run({ ev, done }) {
      coroutine(function* () {
        let q = new Queue<string>();
        try {
          yield withTimeout(short, q.get());
        } catch {
          ev('timed out (with_timeout)');
        }
        q.putNowait('x');
        ev('qsize after put', q.qsize());
        q = new Queue();
        try {
          yield q.get(short);
        } catch {
          ev('timed out (get(timeout))');
        }
        q.putNowait('x');
        ev('qsize after put', q.qsize());
        done();
      })();
    },
  },
  c74_lock_with_error_releases: {
    run({ ev, done }) {
      const lock = new Lock();
      const bad = coroutine(function* () {
        const held: Releaser = yield lock.acquire();
        try {
          yield moment;
          throw new ValueError('inside');
        } finally {
          held.release();
        }
      });
      const good = coroutine(function* () {
        const held: Releaser = yield lock.acquire();
        ev('good got the lock');
        held.release();
      });
      coroutine(function* () {
        try {
          yield [bad(), good()];
        } catch (error) {
          ev('main', errorText(error));
        }
        done();
      })();
    },
  },
};
