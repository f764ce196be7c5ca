import {
  Callback,
  convertYielded,
  coroutine,
  Future,
  Return,
  returnFuture,
  ValueError,
  Wait,
} from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';
import { outcome } from './futures.js';

type Deliver = (...values: unknown[]) => void;

export const coroutineInterop: Record<string, Scenario> = {
  c19_convert_yielded_register: {
    run({ ev, done, afterTurns }) {
      class Box {
        constructor(readonly v: number) {}
      }
      class Sub extends Box {}
      convertYielded.register(Box, (box) => {
        const future = new Future<number>();
        afterTurns(2, () => future.setResult(box.v));
        return future;
      });
      coroutine(function* () {
        ev('single', yield new Box(1));
        ev('subclass', yield new Sub(2));
        ev('in list', yield [new Box(3), new Sub(4)]);
        done();
      })();
    },
  },
  c20_native_coroutine_lazy: {
    run({ ev, done }) {
      const native = async (v: string): Promise<string> => {
        ev('native body', v);
        return v;
      };
      const decorated = coroutine((v: string) => {
        ev('decorated body', v);
        return v;
      });
      coroutine(function* () {
        const a = native('n1');
        ev('after calling native');
        const b = decorated('d1');
        ev('after calling decorated');
        ev('result', yield [a, b]);
        const c = convertYielded(native('n2'));
        ev('after convert_yielded; done?', c.done());
        ev('n2 ->', yield c);
        done();
      })();
    },
  },
  c43_cancel_native: {
    run({ ev, done, soon, afterTurns }) {
      const future = new Future();
      const f = async (): Promise<void> => {
        try {
          await future;
        } catch (error) {
          ev('f: got', (error as Error).name);
          throw error;
        }
      };
      const x = convertYielded(f());
      soon(() => x.cancel());
      afterTurns(4, () => {
        ev('x cancelled', x.cancelled(), 'inner cancelled', future.cancelled());
        done();
      });
    },
  },
  c44_yield_cancelled_future: {
    run({ ev, done, soon, afterTurns }) {
      const future = new Future();
      const x = coroutine(function* () {
        try {
          yield future;
        } catch (error) {
          ev('f: got', (error as Error).name);
          throw error;
        }
      })();
      soon(() => future.cancel());
      afterTurns(5, () => {
        ev('coroutine finished?', x.done());
        done();
      });
    },
  },
  c47_return_future: {
    run({ ev, done, soon, afterTurns }) {
      const sync = returnFuture((callback: (v: number) => void) => callback(42));
      const later = returnFuture((callback: (v: number) => void) => soon(callback, 43));
      const noarg = returnFuture((callback: () => void) => callback());
      const boom = returnFuture((_callback: Deliver) => {
        throw new ValueError('sync boom');
      });
      const laterboom = returnFuture((_callback: Deliver) =>
        soon(() => {
          throw new ValueError('async boom');
        }),
      );
      const val = returnFuture(((_callback: Deliver) => 1) as unknown as (callback: Deliver) => void);
      ev('sync', sync().done(), sync().result());
      ev('noarg', typeof noarg().result());
      for (const [name, f] of Object.entries({ boom, val })) {
        try {
          f();
          ev(name, 'returned');
        } catch (error) {
          ev(name, 'raised to caller', errorText(error).slice(0, 60));
        }
      }
      coroutine(function* () {
        ev('later', yield later());
        try {
          yield laterboom();
        } catch (error) {
          ev('laterboom', errorText(error));
        }
        sync((v: number) => ev('callback', v));
        afterTurns(2, done);
      })();
    },
  },
  c58_converter_raises: {
    run({ ev, done, soon, afterTurns }) {
      class Odd {}
      convertYielded.register(Odd, () => {
        throw new ValueError('converter failed');
      });
      const future = new Future<number>();
      const first = coroutine(function* () {
        try {
          yield new Odd();
        } catch (error) {
          ev('first: caught', errorText(error));
        }
      });
      const second = coroutine(function* () {
        yield future;
        try {
          yield new Odd();
        } catch (error) {
          ev('second: caught', errorText(error));
        }
      });
      try {
        ev('first() returned', first().done());
      } catch (error) {
        ev('first() raised to caller', errorText(error));
      }
      const y = second();
      soon(() => future.setResult(1));
      afterTurns(6, () => {
        ev('second finished?', y.done());
        done();
      });
    },
  },
  c59_custom_awaitable: {
    run({ ev, done, afterTurns }) {
      class Awaitable implements PromiseLike<string> {
        constructor(readonly f: Future<string>) {}
        then: PromiseLike<string>['then'] = (onValue, onError) => {
          ev('__await__ called');
          return this.f.then(onValue, onError);
        };
      }
      const f = new Future<string>();
      coroutine(function* () {
        afterTurns(2, () => f.setResult('v'));
        ev('got', yield new Awaitable(f));
        done();
      })();
    },
  },
  c70_decorating_an_async_def: {
    run({ ev, done }) {
      const f = async (): Promise<number> => {
        ev('body ran');
        return 1;
      };
      coroutine(function* () {
        const r: unknown = yield coroutine(f)();
        ev('first yield gives', r === 1 ? r : 'coroutine');
        if (r !== 1) ev('second yield gives', yield r);
        done();
      })();
    },
  },
  c76_leaked_callback_in_coroutine: {
    run({ ev, done, afterTurns }) {
      const x = coroutine(function* () {
        yield Callback('k');
        return 1;
      })();
      afterTurns(6, () => {
        ev('future done?', x.done(), x.done() ? outcome(x) : null);
        done();
      });
    },
  },
  c79_stop_iteration_and_non_exception_values: {
    run({ ev, done }) {
      // JavaScript has no StopIteration; the exception that carries a result is Return.
      const plain = coroutine(() => {
        throw new Return(5);
      });
      try {
        ev('plain', outcome(plain()));
      } catch (error) {
        ev('plain raised', (error as Error).name);
      }
      done();
    },
  },
  c80_yieldpoint_in_coroutine_routes_context_errors: {
    run({ ev, done, soon, afterTurns }) {
      const future = new Future<string>();
      coroutine(function* () {
        const callback: Deliver = yield Callback('k');
        callback();
        yield Wait('k');
        soon(() => {
          throw new ValueError('stray');
        });
        try {
          ev('f: resumed', yield future);
        } catch (error) {
          ev('f: caught', errorText(error));
        }
        done();
      })();
      afterTurns(6, () => future.setResult('v'));
    },
  },
};
