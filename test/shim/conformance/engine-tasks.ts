import { Arguments, engine, kw, Task, ValueError } from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';
import { stackDepth } from './stack-depth.js';

type Callback = (...values: unknown[]) => void;

export const engineTasks: Record<string, Scenario> = {
  e01_immediate_task: {
    run({ ev, done }) {
      const f = (callback: Callback): void => {
        ev('f: before callback');
        callback('v');
        ev('f: after callback');
      };
      const g = engine(function* () {
        ev('g: start');
        const r: unknown = yield Task(f);
        ev('g: resumed', r);
        done();
      });
      const r = g() as unknown;
      ev('caller: engine returned', r);
    },
  },
  e02_async_task_resume_is_sync: {
    run({ ev, done, soon }) {
      const f = (callback: Callback): void =>
        soon(() => {
          ev('later: before callback');
          callback('v');
          ev('later: after callback');
        });
      engine(function* () {
        ev('g: resumed', yield Task(f));
        done();
      })();
      ev('caller: engine returned');
    },
  },
  e04_immediate_loop_stack: {
    run({ ev, done }) {
      const f = (i: number, callback: Callback): void => callback(i);
      engine(function* () {
        yield Task(f, 0);
        const before = stackDepth();
        for (let i = 0; i < 3000; i++) yield Task(f, i);
        ev('depth growth', stackDepth() - before);
        done();
      })();
    },
  },
  e05_task_callback_twice_before_resume: {
    run({ ev, done }) {
      const f = (callback: Callback): void => {
        callback('first');
        callback('second');
      };
      engine(function* () {
        ev('g: resumed', yield Task(f));
        done();
      })();
    },
  },
  e32_arguments: {
    run({ ev, done }) {
      engine(function* () {
        const call = (...args: unknown[]): Task => Task((callback: Callback) => callback(...args));
        const tasks = [call(), call(1), call(null), call(1, 2), call(kw({ x: 1 })), call(1, kw({ x: 2 }))];
        for (const task of tasks) {
          const r: unknown = yield task;
          if (r instanceof Arguments) ev('Arguments', r.args, r.kwargs);
          else ev('plain', r);
        }
        done();
      })();
    },
  },
  e43_generator_catches_and_returns_in_throw: {
    run({ ev, done, soon, afterTurns }) {
      const f = (callback: Callback): void => {
        soon(() => {
          throw new ValueError('boom');
        });
        afterTurns(3, callback, 'late');
      };
      engine(function* () {
        try {
          yield Task(f);
        } catch (error) {
          ev('g: caught', errorText(error));
        }
      })();
      afterTurns(6, done);
    },
  },
  e46_task_kwargs_and_callback_reserved: {
    run({ ev, done }) {
      const f = (a: number, options: { b: number }, callback: Callback): void => callback([a, options.b]);
      engine(function* () {
        ev('result', yield Task(f, 1, kw({ b: 2 })));
        try {
          Task(f, 1, kw({ callback: () => {} }));
          ev('no error');
        } catch (error) {
          ev('error', (error as Error).name);
        }
        done();
      })();
    },
  },
  e56_infinite_engine_never_called_back: {
    run({ ev, done, afterTurns }) {
      engine(function* () {
        try {
          yield Task(() => {});
        } finally {
          ev('finally ran');
        }
      })();
      afterTurns(4, done);
    },
  },
  e58_task_function_raises_after_callback: {
    run({ ev, done }) {
      const f = (callback: Callback): void => {
        callback('result');
        throw new ValueError('after callback');
      };
      engine(function* () {
        try {
          ev('g: result', yield Task(f));
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        done();
      })();
    },
  },
  e59_task_function_return_value_ignored: {
    run({ ev, done }) {
      const f = (callback: Callback): string => {
        callback('via callback');
        return 'via return';
      };
      engine(function* () {
        ev('g: result', yield Task(f));
        done();
      })();
    },
  },
};
