import { Callback, engine, Task, ValueError, Wait } from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';

type Deliver = (...values: unknown[]) => void;

export const engineLists: Record<string, Scenario> = {
  e25_multi_child_start_raises: {
    run({ ev, done, afterTurns }) {
      const ok = (name: string, turns: number, callback: Deliver): void => {
        ev('start', name);
        afterTurns(turns, () => {
          ev('finish', name);
          callback(name);
        });
      };
      const bad = (): void => {
        ev('start bad');
        throw new ValueError('bad child');
      };
      engine(function* () {
        try {
          ev('g: resumed', yield [Task(ok, 'a', 2), Task(bad), Task(ok, 'c', 1)]);
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        ev('g: end');
      })();
      afterTurns(8, done);
    },
  },
  e26_multi_two_children_fail_async: {
    run({ ev, done, afterTurns, pause }) {
      const bad = (name: string, turns: number): void =>
        afterTurns(turns, () => {
          ev('raising', name);
          throw new ValueError(name);
        });
      engine(function* () {
        try {
          ev('g: resumed', yield [Task(bad, 'x', 2), Task(bad, 'y', 4)]);
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        try {
          yield Task(pause, 6);
          ev('g: later task ok');
        } catch (error) {
          ev('g: caught at the NEXT yield', errorText(error));
        }
        done();
      })();
    },
  },
  e28_multi_empty: {
    run({ ev, done }) {
      engine(function* () {
        ev('empty list', yield []);
        try {
          ev('empty dict', yield {});
        } catch (error) {
          ev('empty dict raised', (error as Error).name);
        }
        done();
      })();
    },
  },
  e29_multi_dict: {
    run({ ev, done, afterTurns }) {
      const f = (name: string, turns: number, callback: Deliver): void => afterTurns(turns, callback, name);
      engine(function* () {
        try {
          const r: Record<string, unknown> = yield { p: Task(f, 'a', 2), q: Task(f, 'b', 1) };
          ev('g: resumed', Object.entries(r));
        } catch (error) {
          ev('g: caught', (error as Error).name);
        }
        done();
      })();
    },
  },
  e44_bad_list_after_async_resume: {
    run({ ev, done, soon }) {
      engine(function* () {
        yield Task((callback: Deliver) => soon(callback));
        try {
          ev('g: resumed', yield [1]);
        } catch (error) {
          ev('g: caught', (error as Error).name, (error as Error).message.split('\n')[0]);
        }
        done();
      })();
    },
  },
  e53_mixed_multi_wait_and_task: {
    run({ ev, done, afterTurns }) {
      engine(function* () {
        const callback: Deliver = yield Callback('k');
        afterTurns(3, callback, 'from key');
        const f = (deliver: Deliver): void => afterTurns(1, deliver, 'from task');
        ev('g: resumed', yield [Wait('k'), Task(f)]);
        done();
      })();
    },
  },
};
