/**
 * One function that waits for `length` operations, one after the other. Loaded once per workload (with a query), so that
 * the code of one workload is not slowed down by the types that another one has seen.
 */
import { Bluebird, co, genRun, ofShim, shim, suspend } from '../harness/libraries.js';

/**
 * @param {{ node: Function, value: Function }} operation
 * @param {number} length
 * @returns {Record<string, (done: (error?: unknown) => void) => void>}
 */
export function chain(operation, length) {
  const { node, value } = operation;
  const promised = (i) =>
    new Promise((resolve, reject) => {
      node(i, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      });
    });

  async function native() {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += await promised(i);
    return sum;
  }
  function* overThunks() {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += yield (callback) => node(i, callback);
    return sum;
  }
  const viaBluebird = Bluebird.coroutine(function* () {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += yield Bluebird.fromCallback((callback) => node(i, callback));
    return sum;
  });
  function* viaSuspend() {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += yield node(i, suspend.resume());
    return sum;
  }

  return {
    callbacks: (done) => callbackLoop(node, length, done),
    native: (done) => void native().then(() => done(), done),
    ...ofShim({
      'shim Task': [['engine', 'Task'], () => engineChain(value, length)],
      'shim Promise': [['coroutine'], () => coroutineChain(promised, length)],
    }),
    co: (done) => void co(overThunks).then(() => done(), done),
    bluebird: (done) => void viaBluebird().then(() => done(), done),
    suspend: (done) => suspend.run(viaSuspend, done),
    'gen-run': (done) => genRun(overThunks, done),
  };
}

/** By hand: a loop that goes on when the callback was called at once, else from the callback. */
function callbackLoop(node, length, done) {
  let i = 0;
  let sum = 0;
  let looping = false;
  let ready = true;
  function callback(error, result) {
    if (error) return done(error);
    sum += result;
    ready = true;
    if (!looping) loop();
  }
  function loop() {
    looping = true;
    while (ready) {
      if (i === length) return done(null, sum);
      ready = false;
      node(i++, callback);
    }
    looping = false;
  }
  loop();
}

function engineChain(value, length) {
  const { engine, Task } = shim;
  return engine(function* (done) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += yield new Task(value, i);
    done(null, sum);
  });
}

function coroutineChain(promised, length) {
  const run = shim.coroutine(function* () {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += yield promised(i);
    return sum;
  });
  return (done) => void run().addDoneCallback((future) => done(future.exception()));
}
