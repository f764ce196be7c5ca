import {
  Callback,
  coroutine,
  engine,
  ExceptionStackContext,
  Future,
  isCoroutineFunction,
  kw,
  moment,
  multi,
  Return,
  runWithStackContext,
  StackContext,
  Task,
  ValueError,
  Wait,
  WaitIterator,
} from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';
import { failed, finished, outcome } from './futures.js';

type Deliver = (...values: unknown[]) => void;

const raise = (message: string): never => {
  throw new ValueError(message);
};

/** Further coroutine scenarios, recorded from Tornado 4.5.3. */
export const moreCoroutines: Record<string, Scenario> = {
  y01_errors_are_stored: {
    run({ ev, done }) {
      const plain = coroutine(() => raise('plain'));
      const g = coroutine(function* () {
        raise('generator');
      });
      for (const f of [plain, g]) {
        const x: Future = f();
        ev(x.done(), outcome(x));
      }
      done();
    },
  },
  y02_done_callbacks: {
    run({ ev, done }) {
      const f = new Future<number>();
      f.addDoneCallback(() => ev('first'));
      f.addDoneCallback(() => ev('second'));
      ev('before');
      f.setResult(1);
      ev('after');
      f.addDoneCallback(() => ev('late'));
      ev('end');
      done();
    },
  },
  y03_multi_first_error_in_list_order: {
    run({ ev, done, afterTurns }) {
      const [a, b] = [new Future<string>(), new Future()];
      coroutine(function* () {
        afterTurns(3, () => a.setResult('a'));
        afterTurns(1, () => b.setException(new ValueError('b')));
        try {
          yield [a, b];
        } catch (error) {
          ev('caught', errorText(error));
        }
        done();
      })();
    },
  },
  y04_same_future_twice: {
    run({ ev, done, soon }) {
      const f = new Future<number>();
      coroutine(function* () {
        soon(() => f.setResult(1));
        ev(yield [f, f, { k: f }]);
        done();
      })();
    },
  },
  y05_bare_yield: {
    run({ ev, done }) {
      const w = coroutine(function* (name: string) {
        for (let i = 0; i < 3; i++) {
          ev(name, i);
          yield;
        }
      });
      coroutine(function* () {
        yield [w('a'), w('b')];
        done();
      })();
    },
  },
  y06_wait_iterator_index_between: {
    run({ ev, done }) {
      const [a, b, c] = [new Future<string>(), new Future<string>(), new Future<string>()];
      const w = new WaitIterator(a, b, c);
      coroutine(function* () {
        ev('start', w.currentIndex);
        const n = w.next();
        ev('open', w.currentIndex);
        b.setResult('b');
        ev('b set', w.currentIndex, n.done());
        c.setResult('c');
        ev('c set', w.currentIndex);
        a.setResult('a');
        ev('a set', w.currentIndex);
        ev(yield n, w.currentIndex);
        ev(yield w.next(), w.currentIndex);
        ev('done', w.done());
        ev(yield w.next(), w.currentIndex);
        ev('done', w.done(), w.currentIndex);
        done();
      })();
    },
  },
  y11_stray_error_in_coroutine: {
    run({ ev, done, soon, afterTurns }) {
      const future = new Future<string>();
      coroutine(function* () {
        soon(() => raise('stray'));
        ev('f: resumed', yield future);
        done();
      })();
      afterTurns(3, () => future.setResult('v'));
    },
  },
  y12_return_swallowed: {
    run({ ev, done }) {
      const f = coroutine(() => {
        try {
          throw new Return(1);
        } catch (error) {
          ev('swallowed', (error as Error).name);
        } finally {
          ev('finally');
        }
      });
      ev(outcome(f()));
      const g = coroutine(function* (): Generator<Future, number, unknown> {
        try {
          yield finished(0);
          throw new Return(2);
        } finally {
          ev('finally g');
        }
      });
      ev(outcome(g()));
      done();
    },
  },
  y13_is_coroutine_function: {
    run({ ev, done }) {
      const raw = (): void => {};
      const c = coroutine(() => {});
      const e = engine(() => {});
      ev([raw, c, e].map(isCoroutineFunction), (c as { __wrapped__?: unknown }).__wrapped__ !== undefined);
      done();
    },
  },
  y14_multi_of_generator: {
    run({ ev, done }) {
      function* children(): Generator<Future, void, unknown> {
        for (let i = 0; i < 3; i++) yield finished(i);
      }
      const x = multi(children());
      ev(x.done(), outcome(x));
      done();
    },
  },
  y15_future_in_future: {
    run({ ev, done }) {
      const inner = coroutine(() => 1);
      const outer = coroutine(() => inner());
      coroutine(function* () {
        const r: unknown = yield outer();
        ev('is future', r instanceof Future);
        ev(yield r);
        done();
      })();
    },
  },
  y18_nested_coroutine_errors: {
    run({ ev, done }) {
      const a = coroutine(function* () {
        yield moment;
        raise('deep');
      });
      const b = coroutine(function* () {
        try {
          yield a();
        } finally {
          ev('b: finally');
        }
      });
      coroutine(function* () {
        try {
          yield b();
        } catch (error) {
          ev('main: caught', errorText(error));
        }
        done();
      })();
    },
  },
  y19_yieldpoints_in_coroutine: {
    run({ ev, done, soon, loop }) {
      const x = coroutine(function* () {
        const a: Deliver = yield Callback('a');
        ev('has a');
        const b: Deliver = yield Callback('b');
        ev('has b');
        soon(b, 2);
        soon(a, 1);
        ev(yield Wait('b'));
        ev(yield Wait('a'));
        return 'end';
      })();
      ev('called');
      loop.addFuture(x, (result) => {
        ev(outcome(result));
        done();
      });
    },
  },
  y20_task_in_coroutine: {
    run({ ev, done, soon }) {
      const boom = (): never => raise('at once');
      const later = (): void => soon(() => raise('later'));
      coroutine(function* () {
        ev(yield Task((callback: Deliver) => soon(callback, 'v')));
        ev(yield Task((callback: Deliver) => callback('now')));
        for (const f of [boom, later]) {
          try {
            yield Task(f);
          } catch (error) {
            ev('caught', errorText(error));
          }
        }
        done();
      })();
    },
  },
  y21_two_errors_of_a_task: {
    run({ ev, done, afterTurns }) {
      const f = (): void => {
        afterTurns(1, () => raise('one'));
        afterTurns(2, () => raise('two'));
      };
      coroutine(function* () {
        try {
          yield Task(f);
        } catch (error) {
          ev('caught', errorText(error));
        }
        afterTurns(4, done);
      })();
    },
  },
  y24_moment_and_callbacks: {
    run({ ev, done, soon, afterTurns }) {
      soon(() => ev('cb 1'));
      coroutine(function* () {
        for (let i = 0; i < 3; i++) {
          ev('f', i);
          yield moment;
        }
      })();
      soon(() => ev('cb 2'));
      afterTurns(2, () => ev('cb 3'));
      afterTurns(5, done);
    },
  },
  y25_multi_of_moments: {
    run({ ev, done }) {
      coroutine(function* () {
        ev(yield [moment, moment]);
        ev(yield multi([moment]));
        done();
      })();
    },
  },
  y26_add_callback_returns_sequence: {
    run({ done, loop, afterTurns }) {
      loop.addCallback(() => []);
      loop.addCallback(() => ({}));
      loop.addCallback(() => [failed(new ValueError('in list'))]);
      afterTurns(5, done);
    },
  },
  y27_error_after_catch_and_continue: {
    run({ ev, done, soon }) {
      const a = new Future();
      coroutine(function* () {
        soon(() => a.setException(new ValueError('a')));
        try {
          yield a;
        } catch {
          ev(yield finished('recovered'));
        }
        try {
          yield a;
        } catch (error) {
          ev('again', errorText(error));
        }
        done();
      })();
    },
  },
  y28_coroutine_in_exception_context: {
    run({ ev, done, afterTurns }) {
      const handler = (error: unknown): boolean => {
        ev('handler', errorText(error));
        return true;
      };
      const f = coroutine(function* (..._args: unknown[]) {
        yield moment;
        raise('f');
      });
      const x = runWithStackContext(new ExceptionStackContext(handler), () =>
        f(kw({ callback: (v: unknown) => ev('callback', v) })),
      );
      afterTurns(5, () => {
        ev(outcome(x!));
        done();
      });
    },
  },
  y31_stack_context_in_coroutine: {
    run({ ev, done, soon, loop }) {
      const active: string[] = [];
      const context = new StackContext(() => ({
        enter: () => void active.push('c'),
        exit: () => void active.pop(),
      }));
      const future = new Future<number>();
      const f = coroutine(function* () {
        ev('f: start', active);
        yield future;
        ev('f: resumed', active);
        yield moment;
        ev('f: again', active);
      });
      const x = runWithStackContext(context, () => f())!;
      ev('outside', active);
      soon(() => future.setResult(1));
      loop.addFuture(x, () => {
        ev('end', active);
        done();
      });
    },
  },
  y32_error_of_point_in_coroutine: {
    run({ ev, done }) {
      coroutine(function* () {
        try {
          yield Wait('nope');
        } catch (error) {
          ev('caught', errorText(error));
        }
        const callback: Deliver = yield Callback('k');
        try {
          yield Callback('k');
        } catch (error) {
          ev('caught', errorText(error));
        }
        callback(1);
        ev(yield Wait('k'));
        done();
      })();
    },
  },
  y33_list_of_points_in_coroutine: {
    run({ ev, done, soon, afterTurns }) {
      coroutine(function* () {
        const [a, b]: Deliver[] = yield [Callback('a'), Callback('b')];
        soon(a!, 1);
        afterTurns(3, b!, 2);
        const f = (callback: Deliver): void => afterTurns(2, callback, 'task');
        ev(yield [Wait('a'), Wait('b'), Task(f), finished('future')]);
        done();
      })();
    },
  },
};
