/** One function that waits for `children` operations that run at the same time. */
import { createRequire } from 'node:module';
import { Bluebird, co, genRun, ofShim, shim, suspend } from '../harness/libraries.js';

const require = createRequire(import.meta.url);
const async = require('async');

/**
 * @param {{ node: Function, value: Function }} operation
 * @param {number} children
 * @returns {Record<string, (done: (error?: unknown) => void) => void>}
 */
export function fanOut(operation, children) {
  const { node, value } = operation;
  const list = (make) => Array.from({ length: children }, (_, i) => make(i));
  const promised = (i) =>
    new Promise((resolve, reject) => {
      node(i, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
  const thunk = (i) => (callback) => node(i, callback);

  const native = async () => (await Promise.all(list(promised))).length;
  const viaBluebird = Bluebird.coroutine(function* () {
    return (yield Bluebird.all(list((i) => Bluebird.fromCallback((callback) => node(i, callback))))).length;
  });
  function* overThunks() {
    return (yield list(thunk)).length;
  }
  function* viaSuspend() {
    for (let i = 0; i < children; i++) node(i, suspend.fork());
    return (yield suspend.join()).length;
  }
  return {
    callbacks: (done) => countDown(node, children, done),
    native: (done) => void native().then(() => done(), done),
    ...ofShim({
      'shim Task': [['engine', 'Task'], () => engineFan(value, children)],
      'shim Promise': [['coroutine'], () => coroutineFan(() => list(promised))],
    }),
    co: (done) => void co(overThunks).then(() => done(), done),
    bluebird: (done) => void viaBluebird().then(() => done(), done),
    suspend: (done) => suspend.run(viaSuspend, done),
    'gen-run': (done) => genRun(overThunks, done),
    'async.parallel': (done) => void async.parallel(list(thunk), (error) => done(error)),
  };
}

/** By hand: results by index and a counter. */
function countDown(node, children, done) {
  const results = new Array(children);
  let left = children;
  let failed = false;
  for (let i = 0; i < children; i++) {
    node(i, (error, result) => {
      if (failed) return;
      if (error) {
        failed = true;
        return done(error);
      }
      results[i] = result;
      if (--left === 0) done(null, results.length);
    });
  }
}

function engineFan(value, children) {
  const { engine, Task } = shim;
  return engine(function* (done) {
    const tasks = new Array(children);
    for (let i = 0; i < children; i++) tasks[i] = new Task(value, i);
    done(null, (yield tasks).length);
  });
}

function coroutineFan(start) {
  const run = shim.coroutine(function* () {
    return (yield start()).length;
  });
  return (done) => void run().addDoneCallback((future) => done(future.exception()));
}
