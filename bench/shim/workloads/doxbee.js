/**
 * The upload of Bluebird's benchmark: a transaction, six dependent queries, a rollback on failure; the queries give objects
 * as a database would.
 */
import { Bluebird, co, genRun, ofShim, shim, suspend } from '../harness/libraries.js';

/**
 * @param {{ node: Function, value: Function }} operation
 * @returns {Record<string, (done: (error?: unknown) => void) => void>}
 */
export function doxbee({ node, value }) {
  const promise = (result) =>
    new Promise((resolve, reject) => {
      node(result, (error, found) => {
        if (error) reject(error);
        else resolve(found);
      });
    });
  const thunk = (result) => (callback) => node(result, callback);
  const native = async () => {
    const tx = begin();
    try {
      const blob = await promise(blobOf(tx));
      const file = await promise(fileOf(blob));
      const version = await promise(versionOf(file, blob));
      await promise(version.id);
      const row = await promise(rowOf(version));
      await promise(row.id);
      return tx.commit(row);
    } catch (error) {
      tx.rollback();
      throw error;
    }
  };
  const viaBluebird = Bluebird.coroutine(
    upload((result) => Bluebird.fromCallback((callback) => node(result, callback))),
  );
  const overThunks = upload(thunk);
  const viaSuspend = upload((result) => node(result, suspend.resume()));
  return {
    callbacks: (done) => byHand(node, done),
    native: (done) => void native().then(() => done(), done),
    ...ofShim({
      'shim Task': [['engine', 'Task'], () => viaEngine(value)],
      'shim Promise': [['coroutine'], () => viaCoroutine(promise)],
    }),
    co: (done) => void co(overThunks).then(() => done(), done),
    bluebird: (done) => void viaBluebird().then(() => done(), done),
    suspend: (done) => suspend.run(viaSuspend, done),
    'gen-run': (done) => genRun(overThunks, done),
  };
}

const begin = () => ({ open: true, commit: (row) => row, rollback: () => undefined });
const blobOf = (tx) => ({ id: 7, tx });
const fileOf = (blob) => ({ version: blob.id, name: 'file' });
const versionOf = (file, blob) => ({ id: file.version + 1, blob: blob.id, name: file.name });
const rowOf = (version) => ({ id: version.id, name: version.name });

function upload(query) {
  return function* () {
    const tx = begin();
    try {
      const blob = yield query(blobOf(tx));
      const file = yield query(fileOf(blob));
      const version = yield query(versionOf(file, blob));
      yield query(version.id);
      const row = yield query(rowOf(version));
      yield query(row.id);
      return tx.commit(row);
    } catch (error) {
      tx.rollback();
      throw error;
    }
  };
}

function viaEngine(value) {
  const { engine, Task } = shim;
  return engine(function* (done) {
    const tx = begin();
    try {
      const blob = yield new Task(value, blobOf(tx));
      const file = yield new Task(value, fileOf(blob));
      const version = yield new Task(value, versionOf(file, blob));
      yield new Task(value, version.id);
      const row = yield new Task(value, rowOf(version));
      yield new Task(value, row.id);
      tx.commit(row);
    } catch (error) {
      tx.rollback();
      throw error;
    }
    done();
  });
}

function viaCoroutine(query) {
  const run = shim.coroutine(upload(query));
  return (done) => void run().addDoneCallback((future) => done(future.exception()));
}

function byHand(node, done) {
  const tx = begin();
  const fail = (error) => {
    tx.rollback();
    done(error);
  };
  node(blobOf(tx), (error, blob) => {
    if (error) return fail(error);
    node(fileOf(blob), (error, file) => {
      if (error) return fail(error);
      node(versionOf(file, blob), (error, version) => {
        if (error) return fail(error);
        node(version.id, (error) => {
          if (error) return fail(error);
          node(rowOf(version), (error, row) => {
            if (error) return fail(error);
            node(row.id, (error) => {
              if (error) return fail(error);
              tx.commit(row);
              done();
            });
          });
        });
      });
    });
  });
}
