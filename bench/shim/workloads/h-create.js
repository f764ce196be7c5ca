import { Bluebird, co, ofShim, shim } from '../harness/libraries.js';

const native = async (value) => value;
const viaCo = co.wrap(function* (value) {
  return value;
});
const viaBluebird = Bluebird.coroutine(function* (value) {
  return value;
});
const byHand = (value, callback) => callback(null, value);
const make = () =>
  shim.coroutine(function* (value) {
    return value;
  });

export default {
  id: 'h',
  title: 'create and return',
  width: 1000,
  rounds: 10,
  operations: 1,
  contenders: {
    callbacks: (done) => byHand(1, done),
    native: (done) => void native(1).then(() => done(), done),
    ...ofShim({
      'shim Future': [
        ['coroutine'],
        () => {
          const run = make();
          return (done) => void run(1).addDoneCallback((future) => done(future.exception()));
        },
      ],
      'shim as Promise': [
        ['coroutine', 'toPromise'],
        () => {
          const run = make();
          return (done) => void shim.toPromise(run(1)).then(() => done(), done);
        },
      ],
    }),
    co: (done) => void viaCo(1).then(() => done(), done),
    bluebird: (done) => void viaBluebird(1).then(() => done(), done),
  },
  targets: { 'shim Future': { native: 1 }, 'shim as Promise': { native: 1.6 } },
};
