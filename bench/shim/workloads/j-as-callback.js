/** What the migration helpers cost: a function that waits for one callback, called in the old style and in the new one. */
import { callbackify, promisify } from 'node:util';
import { Bluebird, ofShim, shim } from '../harness/libraries.js';
import { batched } from '../harness/operations.js';

const { node } = batched;
const promised = promisify(node);

const native = async (value) => (await promised(value)) + 1;
const byHand = (value, callback) =>
  node(value, (error, found) => {
    if (error) return callback(error);
    callback(null, found + 1);
  });
const byBluebird = (value, callback) =>
  Bluebird.fromCallback((done) => node(value, done))
    .then((found) => found + 1)
    .asCallback(callback);
const byCallbackify = callbackify(native);

const helpers = () => {
  const { asCallback, dual, task } = shim;
  const load = (value, callback) => asCallback(callback, async () => (await task(node, value)) + 1);
  const both = dual(async (value) => (await task(node, value)) + 1);
  return { load, both };
};

export default {
  id: 'j',
  title: 'migration helpers, one wait',
  width: 1000,
  rounds: 1,
  operations: 1,
  contenders: {
    callbacks: (done) => byHand(1, done),
    native: (done) => void native(1).then(() => done(), done),
    ...ofShim({
      'shim asCallback': [
        ['asCallback', 'task'],
        () => {
          const { load } = helpers();
          return (done) => void load(1, done);
        },
      ],
      'shim as Promise': [
        ['asCallback', 'task'],
        () => {
          const { load } = helpers();
          return (done) => void load(1).then(() => done(), done);
        },
      ],
      'shim dual': [
        ['dual', 'task'],
        () => {
          const { both } = helpers();
          return (done) => void both(1, done);
        },
      ],
    }),
    bluebird: (done) => void byBluebird(1, done),
    'util.callbackify': (done) => byCallbackify(1, done),
  },
  targets: {},
};
