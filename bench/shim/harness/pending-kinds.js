/** Functions that wait for a callback that does not come. */
import { Bluebird, co, genRun, ofShim, shim, suspend } from './libraries.js';

/** The callbacks that they wait for. */
export const waiting = [];
const never = (callback) => void waiting.push(callback);
const promised = () =>
  new Promise((resolve, reject) => {
    never((error, value) => (error ? reject(error) : resolve(value)));
  });
const thunk = (callback) => never(callback);
const viaBluebird = Bluebird.coroutine(function* () {
  return yield Bluebird.fromCallback(never);
});

const ignore = () => undefined;
/** As any callback function, it keeps its arguments for later. */
function byHand(key, done) {
  never((error, value) => {
    if (error) done(error);
    else done(null, [key, value]);
  });
}

/** Each starts one function that waits for one callback. */
export const kinds = {
  callbacks: () => byHand('key', ignore),
  native: () => void (async () => await promised())(),
  ...ofShim({
    'shim Task': [
      ['engine', 'Task'],
      () => {
        const { engine, Task } = shim;
        return engine(function* () {
          yield new Task(never);
        });
      },
    ],
    'shim Promise': [
      ['coroutine'],
      () => {
        const run = shim.coroutine(function* () {
          return yield promised();
        });
        return () => void run();
      },
    ],
    'shim Future': [
      ['coroutine', 'Future'],
      () => {
        const run = shim.coroutine(function* () {
          const future = new shim.Future();
          never((error, value) => (error ? future.setException(error) : future.setResult(value)));
          return yield future;
        });
        return () => void run();
      },
    ],
  }),
  co: () =>
    void co(function* () {
      return yield thunk;
    }),
  bluebird: () => void viaBluebird(),
  suspend: () =>
    suspend.run(
      function* () {
        return yield never(suspend.resume());
      },
      () => undefined,
    ),
  'gen-run': () =>
    genRun(
      function* () {
        return yield thunk;
      },
      () => undefined,
    ),
};
