import { coroutine, Future, moment, sleep, ValueError, withTimeout } from '../../../shim/src/index.js';
import { PriorityQueue, Queue, QueueEmpty, QueueFull } from '../../../shim/src/queues.js';
import { Condition, Event, Lock, Semaphore, type Releaser } from '../../../shim/src/locks.js';
import { errorText, type Scenario } from './env.js';
import { finished, outcome } from './futures.js';

const doneFlags = (futures: readonly Future[]): boolean[] => futures.map((future) => future.done());

/** Further scenarios of queues, locks and time, recorded from Tornado 4.5.3. */
export const moreQueues: Record<string, Scenario> = {
  y07_queue_fifo: {
    run({ ev, done }) {
      const q = new Queue<unknown>(1);
      const getters = [q.get(), q.get()];
      ev(doneFlags(getters));
      q.putNowait('x');
      ev(doneFlags(getters), q.qsize());
      q.putNowait('y');
      const putters = [0, 1, 2].map((i) => q.put(i) as Future);
      ev(doneFlags(putters), q.qsize(), q.full());
      try {
        q.putNowait('z');
      } catch (error) {
        if (error instanceof QueueFull) ev('full');
      }
      ev(q.getNowait(), doneFlags(putters), q.qsize());
      ev(q.getNowait(), doneFlags(putters), q.qsize());
      ev(q.getNowait(), q.qsize(), q.empty());
      try {
        q.getNowait();
      } catch (error) {
        if (error instanceof QueueEmpty) ev('empty');
      }
      done();
    },
  },
  y08_semaphore: {
    run({ ev, done }) {
      const s = new Semaphore(2);
      const waiters = [0, 1, 2, 3].map(() => s.acquire() as Future);
      ev(doneFlags(waiters));
      s.release();
      ev(doneFlags(waiters));
      const x = s.acquire();
      s.release();
      ev(doneFlags(waiters), x.done());
      s.release();
      ev(x.done());
      for (let i = 0; i < 5; i++) s.release();
      ev([0, 1, 2, 3, 4, 5].map(() => s.acquire().done()));
      done();
    },
  },
  y09_condition_notify: {
    run({ ev, done }) {
      const c = new Condition();
      const w = coroutine(function* (n: number) {
        ev(n, yield c.wait());
      });
      coroutine(function* () {
        c.notify();
        const ws = [0, 1, 2, 3].map((n) => w(n));
        c.notify();
        ev('notified 1');
        yield moment;
        c.notify(2);
        ev('notified 2');
        yield moment;
        c.notifyAll();
        yield ws;
        done();
      })();
    },
  },
  y10_condition_reentrant: {
    run({ ev, done }) {
      const c = new Condition();
      const [a, b, e] = [c.wait(), c.wait(), c.wait()];
      a.addDoneCallback(() => {
        ev('callback');
        c.notify();
      });
      c.notify(1);
      ev(a.done(), b.done(), e.done());
      done();
    },
  },
  y16_falsy_timeouts: {
    timed: true,
    run({ ev, done }) {
      const q = new Queue();
      coroutine(function* () {
        const g = q.get(0);
        const a = new Semaphore(0).acquire(0);
        const c = new Condition().wait(0);
        const h = q.get({ seconds: 0 });
        yield sleep(0.01);
        ev(g.done(), a.done(), c.done(), h.done());
        done();
      })();
    },
  },
  y17_with_timeout_past_deadline_done: {
    timed: true,
    run({ ev, done, loop }) {
      const x = withTimeout(loop.time() - 1, finished('v'));
      ev(x.done(), outcome(x));
      coroutine(function* () {
        try {
          yield withTimeout(loop.time() - 1, new Future());
        } catch (error) {
          ev('timeout', (error as Error).message);
        }
        done();
      })();
    },
  },
  y22_join_and_task_done: {
    run({ ev, done }) {
      const q = new Queue<number>();
      const finishOne = (): void => {
        q.getNowait();
        q.taskDone();
      };
      ev('empty join', q.join().done());
      q.putNowait(1);
      q.putNowait(2);
      const j = q.join();
      ev(j.done());
      finishOne();
      ev(j.done());
      finishOne();
      ev(j.done());
      try {
        q.taskDone();
      } catch (error) {
        if (error instanceof ValueError) ev(errorText(error));
      }
      q.putNowait(3);
      ev(j.done(), q.join().done());
      done();
    },
  },
  y23_priority_pairs: {
    run({ ev, done }) {
      const q = new PriorityQueue<[number, string]>();
      const items: [number, string][] = [
        [2, 'b'],
        [1, 'z'],
        [3, 'c'],
        [1, 'a'],
        [2, 'a'],
      ];
      for (const item of items) q.putNowait(item);
      ev(items.map(() => q.getNowait()));
      done();
    },
  },
  y29_lock_order: {
    run({ ev, done }) {
      const lock = new Lock();
      const w = coroutine(function* (n: number) {
        const held: Releaser = yield lock.acquire();
        try {
          ev(n, 'in');
          yield moment;
          ev(n, 'out');
        } finally {
          held.release();
        }
      });
      coroutine(function* () {
        yield [0, 1, 2].map((n) => w(n));
        done();
      })();
    },
  },
  y30_event_wait_many: {
    run({ ev, done }) {
      const e = new Event();
      const w = coroutine(function* (n: number | string) {
        yield e.wait();
        ev(n);
      });
      coroutine(function* () {
        const ws = [0, 1, 2].map((n) => w(n));
        yield moment;
        e.set();
        ev('set');
        yield ws;
        yield w('late');
        done();
      })();
    },
  },
};
