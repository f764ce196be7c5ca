import { Callback, engine, Task, ValueError, Wait, WaitAll, YieldPoint, type Runner } from '../../../shim/src/index.js';
import { errorText, type Scenario } from './env.js';

type Deliver = (...values: unknown[]) => void;

export const engineKeys: Record<string, Scenario> = {
  e07_key_callback_again_after_wait_then_reuse: {
    run({ ev, done, soon }) {
      engine(function* () {
        const callback: Deliver = yield Callback('k');
        callback('first');
        ev('g: wait 1', yield Wait('k'));
        try {
          callback('late duplicate');
          ev('g: late duplicate call returned normally');
        } catch (error) {
          ev('g: late duplicate raised', errorText(error));
        }
        const second: Deliver = yield Callback('k');
        soon(second, 'second');
        ev('g: wait 2', yield Wait('k'));
        done();
      })();
    },
  },
  e08_callback_after_finish: {
    run({ ev, done, afterTurns }) {
      let kept: Deliver;
      engine(function* () {
        kept = yield Callback('k');
        try {
          yield Wait('nope');
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        ev('g: finishing with k pending after an exception (no leak error expected)');
      })();
      ev('caller: returned');
      afterTurns(3, () => {
        kept('late');
        ev('late callback was ignored');
        done();
      });
    },
  },
  e10_leaked_callback_async: {
    run({ ev, done, loop, afterTurns }) {
      const g = engine(function* () {
        yield Callback('k');
        yield Task((callback: () => void) => loop.addCallback(callback));
        ev('g: end');
      });
      try {
        g();
        ev('caller: returned normally');
      } catch (error) {
        ev('caller: got', errorText(error));
      }
      afterTurns(6, done);
    },
  },
  e13_key_reuse_caught: {
    run({ ev, done }) {
      engine(function* () {
        const callback: Deliver = yield Callback('k');
        try {
          yield Callback('k');
        } catch (error) {
          ev('g: caught', errorText(error));
        }
        callback('v');
        ev('g: first registration still usable', yield Wait('k'));
        done();
      })();
    },
  },
  e14_wait_before_callback_ready: {
    run({ ev, done }) {
      engine(function* () {
        const callback: Deliver = yield Callback('k');
        callback('v');
        ev('g: before wait');
        ev('g: after wait', yield Wait('k'));
        done();
      })();
      ev('caller: returned');
    },
  },
  e31_waitall: {
    run({ ev, done, afterTurns }) {
      engine(function* () {
        const a: Deliver = yield Callback('a');
        const b: Deliver = yield Callback('b');
        afterTurns(2, a, 1);
        afterTurns(1, b, 2);
        ev('waitall', yield WaitAll(['a', 'b']));
        try {
          yield WaitAll(['a', 'zz']);
        } catch (error) {
          ev('unknown', errorText(error));
        }
        done();
      })();
    },
  },
  e40_engine_yields_custom_yieldpoint: {
    run({ ev, done, afterTurns }) {
      class Point extends YieldPoint {
        runner!: Runner;
        start(runner: Runner): void {
          ev('start');
          this.runner = runner;
          runner.registerCallback('yp');
          afterTurns(2, runner.resultCallback('yp'), 'v');
        }
        isReady(): boolean {
          const ready = this.runner.isReady('yp');
          ev('is_ready', ready);
          return ready;
        }
        getResult(): unknown {
          ev('get_result');
          return this.runner.popResult('yp');
        }
      }
      engine(function* () {
        ev('resumed', yield new Point());
        done();
      })();
    },
  },
  e41_exception_in_is_ready_get_result: {
    run({ ev, done }) {
      class Point extends YieldPoint {
        constructor(readonly where: string) {
          super();
        }
        start(): void {
          if (this.where === 'start') throw new ValueError('start');
        }
        isReady(): boolean {
          if (this.where === 'is_ready') throw new ValueError('is_ready');
          return true;
        }
        getResult(): unknown {
          throw new ValueError('get_result');
        }
      }
      engine(function* () {
        for (const where of ['start', 'is_ready', 'get_result']) {
          try {
            yield new Point(where);
          } catch (error) {
            ev('caught', errorText(error));
          }
        }
        done();
      })();
    },
  },
  e47_two_runs_same_keys: {
    run({ ev, done, afterTurns }) {
      const g = engine(function* (name: string, turns: number) {
        const callback: Deliver = yield Callback('k');
        afterTurns(turns, callback, name);
        ev('resumed', yield Wait('k'));
        if (name === 'slow') done();
      });
      g('slow', 3);
      g('fast', 1);
    },
  },
  e55_callback_in_list: {
    run({ ev, done, soon }) {
      engine(function* () {
        const [a, b]: Deliver[] = yield [Callback('a'), Callback('b')];
        soon(b!, 2);
        soon(a!, 1);
        ev('waitall', yield WaitAll(['a', 'b']));
        done();
      })();
    },
  },
};
