import { convertYielded, coroutine, Future, moment, multi, ValueError } from '../../../shim/src/index.js';
import { Lock } from '../../../shim/src/locks.js';
import { errorText, type Scenario } from './env.js';
import { KeyError } from './key-error.js';

/** Scenarios with async functions in the place of native coroutines, recorded from Tornado 4.5.3. */
export const moreNative: Record<string, Scenario> = {
  z01_native_awaits_future: {
    run({ ev, done, soon }) {
      const f = new Future<string>();
      const n = async (name: string): Promise<string> => {
        const r = await f;
        ev(name, r);
        return r;
      };
      const g = coroutine(function* (name: string) {
        ev(name, yield f);
      });
      coroutine(function* () {
        const all = [g('a'), convertYielded(n('b')), g('c')];
        soon(() => f.setResult('v'));
        yield all;
        done();
      })();
    },
  },
  z03_await_moment: {
    run({ ev, done }) {
      const n = async (name: string): Promise<void> => {
        for (let i = 0; i < 3; i++) {
          ev(name, i);
          await moment;
        }
      };
      coroutine(function* () {
        yield [n('a'), n('b')];
        done();
      })();
    },
  },
  z04_await_multi: {
    run({ ev, done, loop, afterTurns }) {
      const [a, b] = [new Future<string>(), new Future<string>()];
      afterTurns(1, () => b.setResult('b'));
      afterTurns(2, () => a.setResult('a'));
      loop.spawnCallback(async () => {
        ev(await multi([a, b]));
        ev(await multi({ k: a }));
        done();
      });
    },
  },
  z05_native_lock: {
    run({ ev, done }) {
      const lock = new Lock();
      const n = async (name: string): Promise<void> => {
        const held = await lock.acquire();
        ev(name, 'in');
        await moment;
        ev(name, 'out');
        held.release();
      };
      coroutine(function* () {
        yield [n('a'), n('b')];
        done();
      })();
    },
  },
  z07_error_in_native: {
    run({ ev, done, soon }) {
      const f = new Future();
      const n = async (): Promise<void> => {
        try {
          await f;
        } catch (error) {
          ev('n: caught', errorText(error));
          throw new KeyError("'from n'");
        }
      };
      coroutine(function* () {
        soon(() => f.setException(new ValueError('f')));
        try {
          yield n();
        } catch (error) {
          ev('main: caught', errorText(error));
        }
        done();
      })();
    },
  },
};
