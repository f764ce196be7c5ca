import {
  Callback,
  engine,
  ExceptionStackContext,
  runWithStackContext,
  StackContext,
  Task,
  ValueError,
  Wait,
  wrap,
  YieldPoint,
  type Runner,
} from '../../../shim/src/index.js';
import { errorText, type Env, type Scenario } from './env.js';
import { KeyError } from './key-error.js';

type Deliver = (...values: unknown[]) => void;

const raise = (message: string): never => {
  throw new ValueError(message);
};
const turn = ({ soon }: Env): Task => Task((callback: Deliver) => soon(callback));

/** Further engine scenarios, recorded from Tornado 2.4.1. */
export const moreEngine: Record<string, Scenario> = {
  x01_callback_wait_async_resume: {
    run({ ev, done, soon }) {
      engine(function* () {
        const callback: Deliver = yield Callback('k');
        ev('g: has callback');
        soon(() => {
          ev('later: before');
          callback('v');
          ev('later: after');
        });
        ev('g: resumed', yield Wait('k'));
        done();
      })();
      ev('caller: returned');
    },
  },
  x02_callback_twice_before_wait: {
    run({ ev, done }) {
      engine(function* () {
        const callback: Deliver = yield Callback('k');
        callback(1);
        callback(2);
        ev('wait', yield Wait('k'));
        done();
      })();
    },
  },
  x03_leak_in_first_part: {
    run({ ev, done }) {
      const g = engine(function* () {
        yield Callback('k');
      });
      try {
        g();
        ev('returned');
      } catch (error) {
        ev((error as Error).name === 'LeakedCallbackError' ? 'caller: leaked' : 'another error');
      }
      done();
    },
  },
  x04_bad_yield_uncaught: {
    run({ ev, done }) {
      const g = engine(function* () {
        yield 42;
      });
      try {
        g();
        ev('returned');
      } catch (error) {
        ev('caller', errorText(error));
      }
      done();
    },
  },
  x05_task_raises_at_once: {
    run(env) {
      const { ev, done } = env;
      engine(function* () {
        try {
          yield Task(() => raise('at once'));
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        yield turn(env);
        ev('g: alive');
        done();
      })();
      ev('caller: returned');
    },
  },
  x06_error_at_another_wait: {
    run({ ev, done, soon, afterTurns }) {
      engine(function* () {
        const k: Deliver = yield Callback('k');
        afterTurns(2, () => raise('boom'));
        const first: Deliver = yield Callback('first');
        afterTurns(1, first);
        yield Wait('first');
        ev('g: waiting for k');
        try {
          yield Wait('k');
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        soon(k, 'v');
        ev('g: again', yield Wait('k'));
        done();
      })();
    },
  },
  x07_nested_engine_error_sync: {
    run({ ev, done }) {
      const inner = engine(function* (_callback: Deliver) {
        raise('inner');
      });
      engine(function* () {
        try {
          yield Task(inner);
        } catch (error) {
          ev('outer: caught', errorText(error));
        }
        done();
      })();
    },
  },
  x08_multi_order: {
    run({ ev, done, afterTurns }) {
      const f = (name: string, turns: number, callback: Deliver): void => {
        ev('start', name);
        afterTurns(turns, () => {
          ev('finish', name);
          callback(name);
        });
      };
      engine(function* () {
        ev('g: resumed', yield [Task(f, 'a', 3), Task(f, 'b', 1), Task(f, 'c', 0)]);
        done();
      })();
      ev('caller: returned');
    },
  },
  x09_plain_functions: {
    run({ ev, done }) {
      const none = engine(() => {
        ev('body');
      });
      ev('none', (none as () => unknown)());
      done();
    },
  },
  x10_task_again_and_early: {
    run({ ev, done }) {
      const f = (name: string, callback: Deliver): void => {
        ev('called', name);
        callback(name);
      };
      engine(function* () {
        const [t, u] = [Task(f, 't'), Task(f, 'u')];
        ev('built');
        ev(yield u);
        ev(yield t);
        ev(yield t);
        done();
      })();
    },
  },
  x11_wait_consumed_key: {
    run({ ev, done }) {
      engine(function* () {
        let callback: Deliver = yield Callback('k');
        callback(1);
        ev(yield Wait('k'));
        try {
          yield Wait('k');
        } catch (error) {
          ev('again', errorText(error));
        }
        callback = yield Callback('k');
        callback(2);
        ev(yield Wait('k'));
        done();
      })();
    },
  },
  x12_error_while_running_and_after: {
    run(env) {
      const { ev, done, soon, afterTurns } = env;
      engine(function* () {
        const boom = (): never => raise('direct');
        try {
          boom();
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        try {
          wrap(boom)();
        } catch (error) {
          ev('g: caught wrapped', errorText(error));
        }
        yield turn(env);
        ev('g: end');
        soon(boom);
      })();
      afterTurns(5, done);
    },
  },
  x13_unawaited_inner_engine_error: {
    run(env) {
      const { ev, done, pause } = env;
      const inner = engine(function* () {
        yield turn(env);
        raise('unawaited');
      });
      engine(function* () {
        inner();
        try {
          yield Task(pause, 4);
          ev('outer: paused');
        } catch (error) {
          ev('outer: caught', errorText(error));
        }
        done();
      })();
    },
  },
  x14_three_levels: {
    run(env) {
      const { ev, done } = env;
      const a = engine(function* (_callback: Deliver) {
        yield turn(env);
        raise('deep');
      });
      const b = engine(function* (callback: Deliver) {
        try {
          yield Task(a);
        } finally {
          ev('b: finally');
        }
        callback();
      });
      engine(function* () {
        try {
          yield Task(b);
        } catch (error) {
          ev('c: caught', errorText(error));
        }
        yield turn(env);
        ev('c: alive');
        done();
      })();
    },
  },
  x15_error_replaced_by_generator: {
    run({ ev, done, soon, afterTurns }) {
      const handler = (error: unknown): boolean => {
        ev('handler', errorText(error));
        return true;
      };
      const g = engine(function* () {
        try {
          yield Task(() => soon(() => raise('first')));
        } catch {
          throw new KeyError("'second'");
        }
      });
      runWithStackContext(new ExceptionStackContext(handler), () => g());
      afterTurns(4, done);
    },
  },
  x16_isolation: {
    run({ ev, done, soon }) {
      const active: string[] = [];
      function* context(name: string): Generator<undefined, void, unknown> {
        active.push(name);
        yield;
        active.splice(active.indexOf(name), 1);
      }
      const f2 = (): void => {
        ev('f2', active);
        soon(() => {
          ev('f3', active);
          done();
        });
      };
      let wrapped = (): void => {};
      runWithStackContext(new StackContext(() => context('c1')), () => {
        wrapped = wrap(f2);
      });
      soon(() =>
        runWithStackContext(new StackContext(() => context('c2')), () => {
          ev('run', active);
          wrapped();
          ev('run after', active);
        }),
      );
    },
  },
  x17_nested_contexts_order: {
    run({ ev, done, soon, afterTurns }) {
      const context = (name: string): StackContext =>
        new StackContext(() => ({ enter: () => ev('enter', name), exit: () => ev('exit', name) }));
      runWithStackContext(context('a'), () =>
        runWithStackContext(context('b'), () => {
          soon(() => ev('callback'));
          ev('inside');
        }),
      );
      ev('outside');
      afterTurns(3, done);
    },
  },
  x18_manager_swallows: {
    run({ ev, done, soon, afterTurns }) {
      function* context(): Generator<undefined, void, unknown> {
        try {
          yield;
        } catch (error) {
          ev('swallowed', errorText(error));
        }
      }
      runWithStackContext(new StackContext(context), () => soon(() => raise('boom')));
      afterTurns(3, done);
    },
  },
  x19_two_events_in_one_turn: {
    run({ ev, done, soon }) {
      let listeners: Deliver[] = [];
      const once = (callback: Deliver): void => void listeners.push(callback);
      const fire = (value: string): void => {
        const current = listeners;
        listeners = [];
        for (const listener of current) listener(value);
      };
      engine(function* () {
        for (let i = 0; i < 2; i++) ev('got', yield Task(once));
        done();
      })();
      soon(() => {
        fire('one');
        fire('two');
        ev('fired');
      });
    },
  },
  x20_recursive_engine: {
    run(env) {
      const { ev, done } = env;
      const count = engine(function* (n: number, callback: Deliver): Generator<Task, void, number> {
        if (n === 0) return callback(0);
        yield turn(env);
        callback((yield Task(count, n - 1)) + 1);
      });
      engine(function* () {
        ev('result', yield Task(count, 5));
        done();
      })();
    },
  },
  x21_custom_point_in_list: {
    run({ ev, done, afterTurns }) {
      class Point extends YieldPoint {
        runner!: Runner;
        constructor(readonly n: number) {
          super();
        }
        start(runner: Runner): void {
          ev('start', this.n);
          this.runner = runner;
          runner.registerCallback(this.n);
          afterTurns(this.n, runner.resultCallback(this.n), this.n * 10);
        }
        isReady(): boolean {
          return this.runner.isReady(this.n);
        }
        getResult(): unknown {
          ev('get_result', this.n);
          return this.runner.popResult(this.n);
        }
      }
      engine(function* () {
        ev(yield [new Point(3), new Point(1), new Point(2)]);
        done();
      })();
    },
  },
  x22_wait_list: {
    run({ ev, done, afterTurns }) {
      engine(function* () {
        const a: Deliver = yield Callback('a');
        const b: Deliver = yield Callback('b');
        afterTurns(1, b, 'B');
        afterTurns(2, a, 'A');
        ev(yield [Wait('a'), Wait('b')]);
        done();
      })();
    },
  },
  x23_error_then_late_result_of_list: {
    run({ ev, done, afterTurns }) {
      const ok = (turns: number, callback: Deliver): void => afterTurns(turns, callback, turns);
      const bad = (turns: number): void => afterTurns(turns, () => raise('boom'));
      engine(function* () {
        try {
          yield [Task(ok, 3), Task(bad, 1), Task(ok, 2)];
        } catch (error) {
          ev('caught', errorText(error));
        }
        ev('then', yield Task(ok, 5));
        done();
      })();
    },
  },
  x24_handler_chain_with_engine: {
    run({ ev, done, soon }) {
      const handler = (error: unknown): boolean => {
        ev('handler', errorText(error));
        return false;
      };
      const f = (): void => {
        runWithStackContext(new ExceptionStackContext(handler), () => soon(() => raise('boom')));
      };
      engine(function* () {
        try {
          yield Task(f);
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        done();
      })();
    },
  },
  x25_engine_in_loop_callback_error: {
    run({ done, soon, afterTurns }) {
      soon(
        engine(function* () {
          raise('first part');
        }),
      );
      afterTurns(3, done);
    },
  },
  x26_fire_and_forget_siblings: {
    run(env) {
      const { ev, done } = env;
      const worker = engine(function* (name: string, n: number, callback: Deliver) {
        for (let i = 0; i < n; i++) {
          yield turn(env);
          ev(name, i);
        }
        callback(name);
      });
      engine(function* () {
        ev(yield [Task(worker, 'a', 2), Task(worker, 'b', 3)]);
        done();
      })();
    },
  },
  x27_callback_in_other_engine: {
    run(env) {
      const { ev, done, afterTurns } = env;
      let callback: Deliver;
      const a = engine(function* () {
        callback = yield Callback('k');
        ev('a', yield Wait('k'));
        raise("a fails inside b's call");
      });
      const b = engine(function* () {
        yield turn(env);
        try {
          callback('v');
          ev('b: call returned');
        } catch (error) {
          ev('b: caught', errorText(error));
        }
        yield turn(env);
        ev('b: end');
      });
      a();
      b();
      afterTurns(6, done);
    },
  },
};
