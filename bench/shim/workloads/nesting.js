/** Functions that call one another 50 deep; the innermost one waits, or fails. */
import { Bluebird, co, ofShim, shim } from '../harness/libraries.js';

/**
 * @param {(callback: (error: unknown, value?: number) => void) => void} innermost
 * @param {number} depth
 * @param {boolean} rethrow whether each level catches and throws again
 * @returns {Record<string, (done: (error?: unknown) => void) => void>}
 */
export function nesting(innermost, depth, rethrow) {
  const promised = () =>
    new Promise((resolve, reject) => {
      innermost((error, value) => {
        if (error) reject(error);
        else resolve(value);
      });
    });
  // Each level adds one, so that no level may be left out; a failure counts as done.
  const native = rethrow
    ? async (level) => {
        try {
          return level === 0 ? await promised() : (await native(level - 1)) + 1;
        } catch (error) {
          throw error;
        }
      }
    : async (level) => (level === 0 ? promised() : (await native(level - 1)) + 1);
  const body = (nest, leaf) =>
    rethrow
      ? function* (level) {
          try {
            return level === 0 ? yield leaf() : (yield nest(level - 1)) + 1;
          } catch (error) {
            throw error;
          }
        }
      : function* (level) {
          return level === 0 ? yield leaf() : (yield nest(level - 1)) + 1;
        };
  const viaBluebird = Bluebird.coroutine(
    body(
      (level) => viaBluebird(level),
      () => Bluebird.fromCallback(innermost),
    ),
  );
  const viaCo = co.wrap(
    body(
      (level) => viaCo(level),
      () => innermost,
    ),
  );
  const settle = (done) => [() => done(), () => done()];

  return {
    callbacks: (done) => nestCallbacks(innermost, depth, () => done()),
    native: (done) => void native(depth).then(...settle(done)),
    ...ofShim({
      'shim Task': [['engine', 'Task'], () => nestEngine(innermost, depth, rethrow)],
      'shim Future': [['coroutine'], () => nestCoroutine(body, promised, depth)],
    }),
    co: (done) => void viaCo(depth).then(...settle(done)),
    bluebird: (done) => void viaBluebird(depth).then(...settle(done)),
  };
}

function nestCallbacks(innermost, level, done) {
  if (level === 0) return innermost(done);
  nestCallbacks(innermost, level - 1, (error, value) => {
    if (error) return done(error);
    done(null, value + 1);
  });
}

function nestEngine(innermost, depth, rethrow) {
  const { engine, NodeTask, Task } = shim;
  const nest = rethrow
    ? engine(function* (level, callback) {
        let value;
        try {
          value = level === 0 ? yield new NodeTask(innermost) : (yield new Task(nest, level - 1)) + 1;
        } catch (error) {
          throw error;
        }
        callback(value);
      })
    : engine(function* (level, callback) {
        callback(level === 0 ? yield new NodeTask(innermost) : (yield new Task(nest, level - 1)) + 1);
      });
  const run = engine(function* (done) {
    try {
      yield new Task(nest, depth);
    } catch {
      // A failure is the expected end here.
    }
    done();
  });
  return run;
}

function nestCoroutine(body, leaf, depth) {
  const nest = shim.coroutine(body((level) => nest(level), leaf));
  return (done) =>
    void nest(depth).addDoneCallback((future) => {
      future.exception();
      done();
    });
}
