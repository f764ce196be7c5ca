import {
  BadYieldError,
  coroutine,
  Future,
  multi,
  multiFuture,
  ValueError,
  WaitIterator,
} from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';
import { failed, finished } from './futures.js';
import { KeyError } from './key-error.js';

export const coroutineLists: Record<string, Scenario> = {
  c11_multi_results: {
    run({ ev, done, afterTurns }) {
      const [a, b] = [new Future<string>(), new Future<string>()];
      coroutine(function* () {
        afterTurns(3, () => a.setResult('A'));
        afterTurns(1, () => b.setResult('B'));
        ev('list', yield [a, b]);
        const r: Record<string, unknown> = yield { x: a, y: b };
        ev('dict', Object.entries(r));
        ev('empty list', yield []);
        ev('empty dict', yield {});
        done();
      })();
    },
  },
  c13_multi_two_errors_logged: {
    run({ ev, done, afterTurns }) {
      const [a, b, c] = [new Future(), new Future(), new Future()];
      coroutine(function* () {
        afterTurns(3, () => a.setException(new ValueError('a')));
        afterTurns(1, () => b.setException(new ValueError('b')));
        afterTurns(2, () => c.setException(new ValueError('c')));
        try {
          yield [a, b, c];
        } catch (error) {
          ev('main: caught', errorText(error));
        }
        afterTurns(4, done);
      })();
    },
  },
  c14_multi_quiet_exceptions: {
    run({ ev, done }) {
      const choices = [
        { quiet: [], shown: '()' },
        { quiet: ValueError, shown: "<class 'ValueError'>" },
        { quiet: [KeyError], shown: "(<class 'KeyError'>,)" },
        { quiet: [KeyError, ValueError], shown: "(<class 'KeyError'>, <class 'ValueError'>)" },
      ];
      coroutine(function* () {
        for (const { quiet, shown } of choices) {
          const children = [failed(new ValueError('1')), failed(new ValueError('2')), failed(new KeyError('3'))];
          try {
            yield multiFuture(children, { quietExceptions: quiet });
          } catch (error) {
            ev('caught', errorText(error), shown);
          }
        }
        done();
      })();
    },
  },
  c16_multi_nested: {
    run({ ev, done }) {
      coroutine(function* () {
        try {
          ev('nested', yield [finished(1), [finished(2), finished(3)], { k: finished(4) }]);
        } catch (error) {
          ev('nested raised', (error as Error).name);
        }
        done();
      })();
    },
  },
  c17_bad_yield: {
    run({ ev, done }) {
      const values: [unknown, string][] = [
        [42, '42'],
        ['str', "'str'"],
        [Symbol('tuple'), '(1, 2)'],
        [Object, "<class 'object'>"],
        [[1], '[1]'],
        [{ a: 1 }, "{'a': 1}"],
      ];
      coroutine(function* () {
        for (const [value, shown] of values) {
          try {
            ev('yielded', shown, '->', yield value);
          } catch (error) {
            ev('yielded', shown, error instanceof BadYieldError ? error.name : 'another error');
          }
        }
        done();
      })();
    },
  },
  c22_wait_iterator_order: {
    timed: true,
    run({ ev, done, soon, afterTurns }) {
      const fs = [0, 1, 2, 3].map(() => new Future<string>());
      const w = new WaitIterator(...fs);
      coroutine(function* () {
        soon(() => fs[2]!.setResult('c'));
        afterTurns(3, () => fs[0]!.setException(new ValueError('a')));
        afterTurns(5, () => fs[3]!.setResult('d'));
        afterTurns(5, () => fs[1]!.setResult('b'));
        while (!w.done()) {
          try {
            const r: string = yield w.next();
            ev('got', r, w.currentIndex, w.currentFuture === fs[w.currentIndex as number]);
          } catch (error) {
            ev('error', errorText(error), w.currentIndex);
          }
        }
        ev('after', w.currentIndex, w.currentFuture);
        done();
      })();
    },
  },
  c23_wait_iterator_already_done_and_kwargs: {
    run({ ev, done, afterTurns }) {
      coroutine(function* () {
        let w = new WaitIterator(finished(1), finished(2), finished(3));
        while (!w.done()) ev('args', yield w.next(), w.currentIndex);
        const p = new Future<string>();
        afterTurns(2, () => p.setResult('late'));
        w = new WaitIterator({ x: p, y: finished('early') });
        while (!w.done()) ev('kwargs', yield w.next(), w.currentIndex);
        try {
          new WaitIterator(finished(1), { x: finished(2) });
        } catch (error) {
          ev('both', errorText(error));
        }
        ev('empty done()', new WaitIterator().done());
        done();
      })();
    },
  },
  c46_multi_cancel_does_not_cancel_children: {
    run({ ev, done, afterTurns }) {
      const [a, b] = [new Future<number>(), new Future<number>()];
      const m = multi([a, b]);
      ev('cancel()', m.cancel());
      ev('children cancelled', a.cancelled(), b.cancelled());
      a.setResult(1);
      b.setResult(2);
      afterTurns(3, done);
    },
  },
  c73_multi_then_individual: {
    run({ ev, done, soon }) {
      const bad = new Future();
      coroutine(function* () {
        soon(() => bad.setException(new ValueError('v')));
        for (const yieldable of [[bad], bad, { k: bad }]) {
          try {
            yield yieldable;
          } catch (error) {
            ev('caught', errorText(error));
          }
        }
        done();
      })();
    },
  },
};
