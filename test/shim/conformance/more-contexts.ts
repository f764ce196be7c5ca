import {
  Callback,
  engine,
  ExceptionStackContext,
  NullContext,
  runWithStackContext,
  Task,
  ValueError,
  Wait,
  wrap,
} from '../../../shim/src/index.js';
import { errorText, type Env, type Scenario } from './env.js';

type Deliver = (...values: unknown[]) => void;

const raise = (message: string): never => {
  throw new ValueError(message);
};
const turn = ({ soon }: Env): Task => Task((callback: Deliver) => soon(callback));
const handling = ({ ev }: Env, name: string, handled: boolean): ExceptionStackContext =>
  new ExceptionStackContext((error) => {
    ev(name, errorText(error));
    return handled;
  });

/** Scenarios about who hears of an error, recorded from Tornado 2.4.1. */
export const moreContexts: Record<string, Scenario> = {
  x28_wrapped_in_same_context: {
    run(env) {
      const { ev, done } = env;
      runWithStackContext(handling(env, 'handler', true), () => {
        const wrapped = wrap(() => raise('boom'));
        try {
          wrapped();
          ev('returned');
        } catch (error) {
          ev('caller', errorText(error));
        }
      });
      done();
    },
  },
  x29_wrapped_in_outer_context: {
    run(env) {
      const { ev, done } = env;
      runWithStackContext(handling(env, 'outer', true), () => {
        const wrapped = runWithStackContext(handling(env, 'inner', false), () => wrap(() => raise('boom')))!;
        try {
          wrapped();
          ev('returned');
        } catch (error) {
          ev('caller', errorText(error));
        }
      });
      done();
    },
  },
  x30_error_of_outer_inside_call_of_inner: {
    run(env) {
      const { ev, done, afterTurns } = env;
      const inner = engine(function* (callback: Deliver) {
        yield turn(env);
        try {
          callback('r');
          ev('inner: call returned');
        } catch (error) {
          ev('inner: caught', errorText(error));
        }
        ev('inner: end');
      });
      const outer = engine(function* (_callback: Deliver) {
        yield Task(inner);
        raise('outer');
      });
      engine(function* () {
        try {
          yield Task(outer);
        } catch (error) {
          ev('top: caught', errorText(error));
        }
        ev('top: end');
      })();
      afterTurns(5, done);
    },
  },
  x31_error_of_outer_not_caught_by_inner: {
    run(env) {
      const { ev, done, afterTurns } = env;
      const inner = engine(function* (callback: Deliver) {
        yield turn(env);
        callback('r');
        ev('inner: call returned');
      });
      const outer = engine(function* (_callback: Deliver) {
        yield Task(inner);
        raise('outer');
      });
      engine(function* () {
        try {
          yield Task(outer);
        } catch (error) {
          ev('top: caught', errorText(error));
        }
        ev('top: end');
      })();
      afterTurns(5, done);
    },
  },
  x32_handler_outside_and_foreign_callback: {
    run(env) {
      const { ev, done, soon, afterTurns } = env;
      let callback: Deliver;
      const g = engine(function* () {
        callback = yield Callback('k');
        yield Wait('k');
        raise('g');
      });
      runWithStackContext(handling(env, 'handler', true), () => g());
      const call = (): void => {
        try {
          callback();
          ev('returned');
        } catch (error) {
          ev('caller', errorText(error));
        }
      };
      runWithStackContext(new NullContext(), () => soon(call));
      afterTurns(3, done);
    },
  },
  x33_null_context_in_engine: {
    run({ ev, done, soon, pause, afterTurns }) {
      engine(function* () {
        runWithStackContext(new NullContext(), () => soon(() => raise('boom')));
        try {
          yield Task(pause, 3);
          ev('g: not disturbed');
        } catch (error) {
          ev('g: caught', errorText(error));
        }
      })();
      afterTurns(5, done);
    },
  },
  x34_error_in_list_of_engines: {
    run({ ev, done, pause }) {
      const w = engine(function* (name: string, turns: number, fail: boolean, callback: Deliver) {
        yield Task(pause, turns);
        ev(name);
        if (fail) raise(name);
        callback(name);
      });
      engine(function* () {
        try {
          ev(yield [Task(w, 'a', 2, false), Task(w, 'b', 1, true), Task(w, 'c', 3, true)]);
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        try {
          yield Task(pause, 4);
          ev('g: paused');
        } catch (error) {
          ev('g: caught next', errorText(error));
        }
        done();
      })();
    },
  },
  x35_finish_with_error_then_stray: {
    run(env) {
      const { done, pause, afterTurns } = env;
      const g = engine(function* () {
        afterTurns(1, () => raise('one'));
        afterTurns(2, () => raise('two'));
        yield Task(pause, 5);
      });
      runWithStackContext(handling(env, 'handler', true), () => g());
      afterTurns(5, done);
    },
  },
};
