import { BadYieldError, Callback, engine, Return, Task, ValueError, Wait } from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';

type Deliver = (...values: unknown[]) => void;
const raise = (message: string): never => {
  throw new ValueError(message);
};

export const engineErrors: Record<string, Scenario> = {
  e11_bad_yield_caught: {
    run({ ev, done }) {
      engine(function* () {
        try {
          yield 42;
        } catch (error) {
          if (!(error instanceof BadYieldError)) throw error;
          ev('g: caught', errorText(error));
        }
        const callback: Deliver = yield Callback('k');
        callback('v');
        ev('g: then', yield Wait('k'));
        done();
      })();
    },
  },
  e16_exception_in_callback_context: {
    run({ ev, done, soon, afterTurns }) {
      const f = (): void =>
        soon(() => {
          ev('later: raising');
          raise('async');
        });
      engine(function* () {
        try {
          yield Task(f);
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        afterTurns(2, done);
      })();
    },
  },
  e17_exception_context_two_levels: {
    run({ ev, done, soon, afterTurns }) {
      engine(function* () {
        try {
          yield Task(() => soon(() => soon(() => raise('level2'))));
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        afterTurns(2, done);
      })();
    },
  },
  e19_context_exception_after_finish: {
    run({ ev, done, soon, afterTurns }) {
      engine(function* () {
        yield Task((callback: Deliver) => soon(callback));
        afterTurns(3, () => raise('stray after finish'));
        ev('g: end');
      })();
      afterTurns(8, done);
    },
  },
  e20_nested_engine_error_async: {
    run({ ev, done, soon }) {
      const inner = engine(function* (callback: Deliver) {
        yield Task((go: Deliver) => soon(go));
        ev('inner: raising');
        raise('inner');
        callback();
      });
      engine(function* () {
        try {
          yield Task(inner);
          ev('outer: no error');
        } catch (error) {
          ev('outer: caught', errorText(error));
        }
        yield Task((go: Deliver) => soon(go));
        ev('outer: still alive');
        done();
      })();
      ev('caller: returned');
    },
  },
  e22_nested_engine_continues_after_callback: {
    run({ ev, done, soon, afterTurns }) {
      const inner = engine(function* (callback: Deliver) {
        yield Task((go: Deliver) => soon(go));
        ev('inner: before callback');
        callback('r');
        ev('inner: after callback');
        yield Task((go: Deliver) => soon(go));
        ev('inner: end');
      });
      engine(function* () {
        ev('outer: resumed', yield Task(inner));
        afterTurns(4, done);
      })();
    },
  },
  e23_nested_inner_raises_after_callback: {
    run({ ev, done, soon, pause }) {
      const inner = engine(function* (callback: Deliver) {
        yield Task((go: Deliver) => soon(go));
        callback('r');
        ev('inner: raising after callback');
        raise('too late');
      });
      engine(function* () {
        try {
          ev('outer: resumed', yield Task(inner));
          yield Task(pause, 3);
          ev('outer: second task ok');
        } catch (error) {
          ev('outer: caught', errorText(error));
        }
        done();
      })();
    },
  },
  e49_return_in_engine: {
    run({ ev, done, soon, afterTurns }) {
      const wait = (): Task => Task((go: Deliver) => soon(go));
      const engines = {
        a: engine(function* () {
          yield wait();
          throw new Return();
        }),
        b: engine(function* () {
          throw new Return(42);
        }),
        c: engine(function* () {
          yield wait();
          throw new Return(42);
        }),
      };
      for (const [name, fn] of Object.entries(engines)) {
        try {
          ev(name, fn());
        } catch (error) {
          ev(`${name} raised`, errorText(error));
        }
      }
      afterTurns(8, done);
    },
  },
  e50_two_context_errors_same_task: {
    run({ ev, done, afterTurns, pause }) {
      const f = (callback: Deliver): void => {
        const boom = (n: string): void => {
          ev('raising', n);
          raise(n);
        };
        afterTurns(1, boom, 'one');
        afterTurns(2, boom, 'two');
        afterTurns(4, callback, 'late result');
      };
      engine(function* () {
        try {
          ev('g: result', yield Task(f));
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        try {
          yield Task(pause, 6);
          ev('g: pause done');
        } catch (error) {
          ev('g: caught at the NEXT yield', errorText(error));
        }
        done();
      })();
    },
  },
  e52_who_sees_error_after_resume: {
    run({ ev, done, soon, afterTurns }) {
      engine(function* () {
        const callback: Deliver = yield Callback('k');
        soon(() => {
          try {
            callback('v');
            ev('later: cb returned normally');
          } catch (error) {
            ev('later: cb raised', errorText(error));
          }
        });
        yield Wait('k');
        ev('g: raising');
        raise('after resume');
      })();
      afterTurns(6, done);
    },
  },
};
