import { coroutine, Future, moment, sleep, ValueError, withTimeout } from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';
import { finished } from './futures.js';

export const coroutineTime: Record<string, Scenario> = {
  c25_with_timeout_fires: {
    timed: true,
    run({ ev, done }) {
      const [ok, bad] = [new Future<string>(), new Future()];
      const work = coroutine(function* (f: Future) {
        const r: unknown = yield f;
        ev('work finished anyway', r);
        return r;
      });
      coroutine(function* () {
        try {
          yield withTimeout({ seconds: 0.02 }, work(ok));
        } catch (error) {
          ev('timeout', (error as Error).name, (error as Error).message);
        }
        ok.setResult('late ok');
        yield sleep(0.01);
        try {
          yield withTimeout({ seconds: 0.02 }, bad);
        } catch (error) {
          ev('timeout', (error as Error).name);
        }
        bad.setException(new ValueError('late error'));
        yield sleep(0.01);
        const bad2 = new Future();
        try {
          yield withTimeout({ seconds: 0.02 }, bad2, { quietExceptions: ValueError });
        } catch (error) {
          ev('timeout', (error as Error).name);
        }
        bad2.setException(new ValueError('quiet'));
        ev('inner future cancelled?', bad2.cancelled());
        done();
      })();
    },
  },
  c26_with_timeout_done_first: {
    timed: true,
    run({ ev, done, soon }) {
      coroutine(function* () {
        const x = withTimeout({ seconds: 100 }, finished('already'));
        ev('already done -> result done?', x.done());
        ev(yield x);
        const f = new Future();
        soon(() => f.setException(new ValueError('fails before timeout')));
        try {
          yield withTimeout({ seconds: 100 }, f);
        } catch (error) {
          ev('caught', errorText(error));
        }
        done();
      })();
    },
  },
  c28_run_sync: {
    timed: true,
    async run({ ev, done, loop }) {
      const ok = coroutine(() => 42);
      const bad = coroutine(() => {
        throw new ValueError('bad');
      });
      const slow = coroutine(function* () {
        yield sleep(0.05);
        ev('slow: woke up normally');
      });
      const divide = (): never => {
        throw new ZeroDivisionError('div');
      };
      const cases: [string, () => unknown, number?][] = [
        ['ok', ok],
        ['bad', bad],
        ['none', () => undefined],
        ['value', () => 7],
        ['sync raise', divide],
        ['timeout', slow, 0.01],
      ];
      for (const [name, fn, timeout] of cases) {
        try {
          ev(name, await loop.runSync(fn, { timeout }));
        } catch (error) {
          ev(name, errorText(error));
        }
      }
      try {
        await loop.runSync(() => sleep(0.08));
      } catch (error) {
        ev('last', errorText(error));
      }
      done();
    },
  },
  c29_spawn_callback_and_add_callback_log: {
    run({ ev, done, loop, afterTurns }) {
      loop.spawnCallback(function bad() {
        throw new ValueError('sync');
      });
      loop.spawnCallback(
        coroutine(function* () {
          yield moment;
          throw new ValueError('coroutine');
        }),
      );
      loop.spawnCallback(async () => {
        throw new ValueError('native');
      });
      loop.addCallback(() => 42);
      loop.spawnCallback((a: number, { b }: { b: number }) => ev('args', a, b), 1, { b: 2 });
      ev('spawned');
      afterTurns(8, done);
    },
  },
  c49_sleep_order: {
    timed: true,
    run({ ev, done }) {
      const w = coroutine(function* (name: string, seconds: number) {
        yield sleep(seconds);
        ev('woke', name);
      });
      coroutine(function* () {
        yield [w('c', 0.03), w('a', 0.01), w('b', 0.02), w('zero', 0)];
        done();
      })();
    },
  },
  c53_call_later_order: {
    run({ ev, done, loop, afterTurns }) {
      loop.callLater(0, () => ev('call_later 0'));
      loop.addCallback(() => ev('cb 1'));
      loop.addCallback(() => {
        ev('cb 2');
        loop.addCallback(() => ev('cb nested (next iteration)'));
      });
      loop.addCallback(() => ev('cb 3'));
      afterTurns(4, done);
    },
  },
  c56_moment_vs_timers: {
    timed: true,
    run({ ev, done, loop }) {
      const box: number[] = [];
      loop.callLater(0.01, () => box.push(1));
      coroutine(function* () {
        let n = 0;
        // Virtual time stands still while callbacks are queued; a spin of the loop takes some of it.
        while (box.length === 0) {
          n++;
          yield n < 10 ? moment : sleep(0.001);
        }
        ev('spin saw the timer', n > 0);
        done();
      })();
    },
  },
  c61_with_timeout_list: {
    run({ ev, done, soon }) {
      coroutine(function* () {
        const [a, b] = [new Future<number>(), new Future<number>()];
        soon(() => a.setResult(1));
        soon(() => b.setResult(2));
        ev(yield withTimeout({ seconds: 5 }, [a, b]));
        ev(yield withTimeout({ seconds: 5 }, { a }));
        done();
      })();
    },
  },
  c68_remove_timeout_and_args: {
    run({ ev, done, loop, afterTurns }) {
      const handle = loop.callLater(0, () => ev('should not run'));
      loop.removeTimeout(handle);
      loop.removeTimeout(handle);
      loop.callLater(0, (...args: unknown[]) => ev('args', args.slice(0, -1), args.at(-1)), 1, 2, { x: 3 });
      loop.addCallback((...args: unknown[]) => ev('cb args', args.slice(0, -1), args.at(-1)), 1, { y: 2 });
      afterTurns(4, done);
    },
  },
};

class ZeroDivisionError extends Error {
  override name = 'ZeroDivisionError';
}
