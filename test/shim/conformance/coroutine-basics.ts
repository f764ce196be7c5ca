import {
  chainFuture,
  coroutine,
  Future,
  kw,
  maybeFuture,
  moment,
  Return,
  ValueError,
} from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';
import { finished, outcome } from './futures.js';
import { stackDepth } from './stack-depth.js';

export const coroutineBasics: Record<string, Scenario> = {
  c01_eager_start: {
    run({ ev, done, soon, loop }) {
      const future = new Future<string>();
      const f = coroutine(function* () {
        ev('f: start');
        ev('f: resumed', yield future);
        return 'R';
      });
      const x = f();
      ev('caller: has future; done?', x.done());
      soon(() => future.setResult('v'));
      loop.addFuture(x, (result) => {
        ev('add_future callback', outcome(result));
        done();
      });
    },
  },
  c02_no_yield_is_immediate: {
    run({ ev, done }) {
      const functions = {
        plain: coroutine(() => 1),
        g: coroutine(function* () {
          return 2;
        }),
        ret: coroutine(() => {
          throw new Return(3);
        }),
        ret_gen: coroutine(function* () {
          throw new Return(4);
        }),
      };
      for (const [name, f] of Object.entries(functions)) {
        const x = f();
        ev(name, x.done(), outcome(x));
      }
      done();
    },
  },
  c04_done_future_continues_inline: {
    run({ ev, done }) {
      let calls: string[] = [];
      const immediate = finished(undefined);
      const f = coroutine(function* (name: string, yieldable: Future) {
        for (let i = 0; i < 5; i++) {
          calls.push(name);
          yield yieldable;
        }
      });
      coroutine(function* () {
        yield [f('a', immediate), f('b', immediate)];
        ev('immediate', calls.join(''));
        calls = [];
        yield [f('a', moment), f('b', moment)];
        ev('moment', calls.join(''));
        calls = [];
        yield [f('a', moment), f('b', immediate)];
        ev('mixed', calls.join(''));
        done();
      })();
    },
  },
  c05_iterations_until_resume: {
    run({ ev, done, soon }) {
      const future = new Future<number>();
      const l1 = coroutine(function* () {
        yield future;
        ev('l1 resumed');
      });
      const l2 = coroutine(function* () {
        yield l1();
        ev('l2 resumed');
      });
      const l3 = coroutine(function* () {
        yield l2();
        ev('l3 resumed');
        done();
      });
      l3();
      soon(() => {
        ev('before set_result');
        future.setResult(1);
        ev('after set_result');
      });
    },
  },
  c07_done_callback_raises: {
    run({ ev, done, afterTurns }) {
      const future = new Future<number>();
      future.addDoneCallback(() => {
        throw new ValueError('in callback');
      });
      future.addDoneCallback(() => ev('next callback still ran'));
      try {
        future.setResult(1);
        ev('set_result returned');
      } catch (error) {
        ev('set_result raised', errorText(error));
      }
      afterTurns(3, done);
    },
  },
  c08_set_twice: {
    run({ ev, done }) {
      const future = finished(1);
      try {
        future.setResult(2);
        ev('second set_result accepted', future.result());
      } catch (error) {
        ev('second set_result raised', (error as Error).name);
      }
      done();
    },
  },
  c10_callback_argument: {
    run({ ev, done, afterTurns }) {
      const ok = coroutine((..._args: unknown[]) => 42);
      const bad = coroutine((..._args: unknown[]) => {
        throw new ValueError('no callback');
      });
      const r = ok(kw({ callback: (v: unknown) => ev('callback got', v) }));
      ev('call returned a future?', 'done' in r);
      bad(kw({ callback: (v: unknown) => ev('callback got', v) }));
      afterTurns(5, done);
    },
  },
  c31_chain_future: {
    run({ ev, done, soon, afterTurns }) {
      const [a, b] = [new Future(), new Future()];
      chainFuture(a, b);
      a.setResult(1);
      ev('b done immediately?', b.done());
      afterTurns(2, () => {
        ev('b', b.done() ? outcome(b) : null);
        const [c, d] = [new Future(), new Future()];
        d.setResult('own');
        chainFuture(c, d);
        try {
          c.setResult('from c');
          ev('no error');
        } catch (error) {
          ev('error', (error as Error).name);
        }
        soon(() => {
          ev('d', outcome(d));
          done();
        });
      });
    },
  },
  c50_many_done_futures_no_stack_growth: {
    run({ ev, done }) {
      const immediate = finished(undefined);
      coroutine(function* () {
        yield immediate;
        const before = stackDepth();
        for (let i = 0; i < 5000; i++) yield immediate;
        ev('growth', stackDepth() - before);
        done();
      })();
    },
  },
  c52_yield_same_future_from_two_coroutines: {
    run({ ev, done, soon }) {
      const future = new Future<string>();
      const w = coroutine(function* (name: string) {
        ev(name, yield future);
      });
      coroutine(function* () {
        const both = [w('first'), w('second')];
        soon(() => future.setResult('v'));
        yield both;
        done();
      })();
    },
  },
  c55_maybe_future: {
    run({ ev, done }) {
      const f = new Future();
      const m = maybeFuture(f);
      const x = maybeFuture(7);
      ev(m === f, x.done(), x.result(), maybeFuture(null).done());
      done();
    },
  },
  c62_add_future_on_done: {
    run({ ev, done, loop, afterTurns }) {
      loop.addFuture(finished(1), (f) => ev('callback', f.result()));
      ev('add_future returned');
      afterTurns(4, done);
    },
  },
  c64_exception_identity_and_rethrow: {
    run({ ev, done, soon }) {
      const original = new ValueError('x');
      const future = new Future();
      const w = coroutine(function* () {
        try {
          yield future;
        } catch (error) {
          ev('same object', error === original);
          throw error;
        }
      });
      coroutine(function* () {
        soon(() => future.setException(original));
        for (const r of [w(), w()]) {
          try {
            yield r;
          } catch (error) {
            ev('outer same object', error === original);
          }
        }
        done();
      })();
    },
  },
  c65_generator_method_and_args: {
    run({ ev, done }) {
      class K {
        factor = 1;
        m = coroutine(function* (this: K, a: number, b = 2, ...rest: unknown[]) {
          yield [];
          const options = rest.pop() as Record<string, unknown>;
          return [a * this.factor, b, rest, Object.entries(options)];
        });
      }
      ev(outcome(new K().m(1, 3, 4, { z: 5 })));
      done();
    },
  },
  c77_callback_none: {
    run({ done, afterTurns }) {
      const f = coroutine((..._args: unknown[]) => 1);
      f(kw({ callback: null }));
      afterTurns(4, done);
    },
  },
};
