import { Bluebird, co, ofShim, shim } from '../harness/libraries.js';
import { immediate } from '../harness/operations.js';
import { chain } from './chain.js?a';

const LENGTH = 100;
const ready = (value) => Promise.resolve(value);

async function native() {
  let sum = 0;
  for (let i = 0; i < LENGTH; i++) sum += await ready(i);
  return sum;
}

function* overPromises() {
  let sum = 0;
  for (let i = 0; i < LENGTH; i++) sum += yield ready(i);
  return sum;
}

const viaBluebird = Bluebird.coroutine(function* () {
  let sum = 0;
  for (let i = 0; i < LENGTH; i++) sum += yield Bluebird.resolve(i);
  return sum;
});

/** A coroutine over what `make` gives. */
function coroutineOver(make) {
  const run = shim.coroutine(function* () {
    let sum = 0;
    for (let i = 0; i < LENGTH; i++) sum += yield make(i);
    return sum;
  });
  return (done) => void run().addDoneCallback((future) => done(future.exception()));
}

const { callbacks, 'shim Task': task, suspend, 'gen-run': genRunOne } = chain(immediate, LENGTH);

export default {
  id: 'a',
  title: '100 values that are ready',
  width: 100,
  rounds: 20,
  operations: LENGTH,
  contenders: {
    callbacks,
    native: (done) => void native().then(() => done(), done),
    ...ofShim({
      'shim Future': [['coroutine', 'maybeFuture'], () => coroutineOver(shim.maybeFuture)],
      'shim Promise': [['coroutine'], () => coroutineOver(ready)],
    }),
    ...(task && { 'shim Task': task }),
    co: (done) => void co(overPromises).then(() => done(), done),
    bluebird: (done) => void viaBluebird().then(() => done(), done),
    suspend,
    'gen-run': genRunOne,
  },
  targets: {
    'shim Future': { native: 0.6, callbacks: 7 },
    'shim Task': { native: 0.8, callbacks: 9 },
    'shim Promise': { native: 1.3 },
  },
};
