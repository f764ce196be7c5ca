import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  asynchronous,
  Callback,
  coroutine,
  engine,
  ExceptionStackContext,
  IOLoop,
  NullContext,
  runWithStackContext,
  sleep,
  StackContext,
  Task,
  Wait,
  wrap,
} from '../../shim/src/index.js';
import { ShimLog, turns } from './helpers/shim-log.js';

type Deliver = (...values: unknown[]) => void;
const soon = (callback: Deliver): void => void setImmediate(callback);
const catching = (errors: unknown[]): ExceptionStackContext =>
  new ExceptionStackContext((error) => {
    errors.push(error);
    return true;
  });

describe('errors of engines that a host timer resumes', () => {
  it('reach the yield of the engine that waits, through several levels', async () => {
    const events: string[] = [];
    const deep = engine(function* (_callback: Deliver) {
      yield Task(soon);
      throw new Error('deep');
    });
    const middle = engine(function* (_callback: Deliver) {
      try {
        yield Task(deep);
      } finally {
        events.push('finally');
      }
    });
    engine(function* () {
      try {
        yield Task(middle);
      } catch (error) {
        events.push((error as Error).message);
      }
      yield Task(soon);
      events.push('alive');
    })();
    await turns(4);
    assert.deepEqual(events, ['finally', 'deep', 'alive']);
  });

  it('reach the handler around the engine', async () => {
    const errors: unknown[] = [];
    const failing = engine(function* () {
      yield Task(soon);
      throw new Error('late');
    });
    runWithStackContext(catching(errors), () => failing());
    await turns(3);
    assert.deepEqual(errors.map(String), ['Error: late']);
  });
});

describe('wrap', () => {
  it('leaves null and undefined alone and wraps once', () => {
    assert.equal(wrap(null), null);
    assert.equal(wrap(undefined), undefined);
    const once = wrap(() => 1);
    assert.equal(wrap(once), once);
    assert.equal(once(), 1);
  });

  it('keeps this, arguments and the handler', () => {
    const errors: unknown[] = [];
    const box = { base: 1, add: (_: number): number | undefined => 0 };
    runWithStackContext(catching(errors), () => {
      box.add = wrap(function (this: typeof box, n: number) {
        if (n < 0) throw new RangeError('negative');
        return this.base + n;
      });
    });
    assert.equal(box.add(2), 3);
    assert.equal(box.add(-1), undefined);
    assert.deepEqual(errors.map(String), ['RangeError: negative']);
  });

  it('runs a function wrapped outside of contexts without those of its caller', () => {
    const errors: unknown[] = [];
    const plain = wrap(() => {
      IOLoop.current().addCallback(() => {
        throw new Error('outside');
      });
    });
    runWithStackContext(catching(errors), () => plain());
    const log = new ShimLog();
    return turns(2).then(() => {
      log.stop();
      assert.deepEqual([errors.length, log.errors.map(String)], [0, ['Error: outside']]);
    });
  });
});

describe('contexts', () => {
  it('give the result of the function', () => {
    assert.equal(
      runWithStackContext(new NullContext(), () => 1),
      1,
    );
    assert.equal(
      new StackContext(() => ({})).run(() => 2),
      2,
    );
  });

  it('are left by a disposable manager and take its errors', () => {
    const events: string[] = [];
    const context = new StackContext(() => ({ [Symbol.dispose]: () => void events.push('disposed') }));
    assert.throws(
      () =>
        context.run(() => {
          events.push('body');
          throw new Error('passes');
        }),
      /passes/,
    );
    assert.deepEqual(events, ['body', 'disposed']);
    const broken = new StackContext(() => ({
      exit: () => {
        throw new Error('exit');
      },
    }));
    assert.throws(() => broken.run(() => {}), /exit/);
  });

  it('are no longer passed on once they are deactivated, while the running callback keeps them', async () => {
    const errors: unknown[] = [];
    const log = new ShimLog();
    const loop = IOLoop.current();
    runWithStackContext(catching(errors), (deactivate) => {
      loop.addCallback(() => {
        deactivate();
        loop.addCallback(() => {
          throw new Error('after');
        });
        throw new Error('during');
      });
    });
    await turns(3);
    log.stop();
    assert.deepEqual([errors.map(String), log.errors.map(String)], [['Error: during'], ['Error: after']]);
  });

  it('of engines that start one another do not pile up', async () => {
    let depth = 0;
    let longest = 0;
    const next = engine(function* (n: number, callback: Deliver): Generator<Task, void, never> {
      yield Task(soon);
      depth = 0;
      // A wrapped function that throws visits every context that is still passed on.
      const probe = new ExceptionStackContext(() => false);
      probe.run(() => depth++);
      longest = Math.max(longest, depth);
      if (n > 0) next(n - 1, callback);
      else callback();
    });
    await new Promise<void>((resolve) => next(200, () => resolve()));
    assert.equal(longest, 1);
  });
});

describe('asynchronous', () => {
  class Handler {
    autoFinish?: boolean;
    finished = false;
    readonly events: unknown[] = [];
    finish(): void {
      this.finished = true;
      this.events.push('finish');
    }
    sendError(status: number, { error }: { error: unknown }): void {
      this.events.push([status, (error as Error).message]);
    }
  }

  it('answers errors at once and later, and does not finish by itself', async () => {
    const now = new Handler();
    asynchronous(() => {
      throw Object.assign(new Error('missing'), { statusCode: 404 });
    }).call(now);
    assert.deepEqual([now.autoFinish, now.events], [false, [[404, 'missing']]]);
    const later = new Handler();
    asynchronous(
      engine(function* (this: Handler) {
        yield Task(soon);
        throw new Error('later');
      }),
    ).call(later);
    await turns(3);
    assert.deepEqual(later.events, [[500, 'later']]);
  });

  it('lets the engine inside see the errors of its callbacks first', async () => {
    const handler = new Handler();
    asynchronous(
      engine(function* (this: Handler) {
        try {
          yield Task(() =>
            IOLoop.current().addCallback(() => {
              throw new Error('in callback');
            }),
          );
        } catch {
          this.finish();
        }
      }),
    ).call(handler);
    await turns(3);
    assert.deepEqual(handler.events, ['finish']);
  });

  it('finishes after a coroutine or an async method, once', async () => {
    const handlers = [new Handler(), new Handler(), new Handler()];
    asynchronous(
      coroutine(function* () {
        yield sleep(0);
      }),
    ).call(handlers[0]!);
    asynchronous(async function (this: Handler) {
      await Promise.resolve();
      this.finish();
    }).call(handlers[1]!);
    asynchronous(async () => {
      await Promise.resolve();
      throw new Error('rejected');
    }).call(handlers[2]!);
    await turns(4);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(
      handlers.map(({ events }) => events),
      [['finish'], ['finish'], [[500, 'rejected']]],
    );
  });
});

describe('stores of AsyncLocalStorage', () => {
  const store = new AsyncLocalStorage<string>();

  it('follow an engine through every resumption, whoever causes it', async () => {
    const seen: unknown[] = [];
    let deliver: Deliver = () => {};
    const run = engine(function* () {
      seen.push(store.getStore());
      deliver = yield Callback('k');
      yield Wait('k');
      seen.push(store.getStore());
      store.enterWith('entered');
      yield Task(soon);
      seen.push(store.getStore());
    });
    store.run('caller', () => run());
    store.run('other', () => deliver());
    assert.equal(store.getStore(), undefined);
    await turns(3);
    assert.deepEqual(seen, ['caller', 'caller', 'entered']);
  });

  it('that an engine or a coroutine enters do not leak to the caller', async () => {
    const seen: unknown[] = [];
    const enter = function* (): Generator<unknown, void, never> {
      store.enterWith('inside');
      yield sleep(0);
      seen.push(store.getStore());
    };
    engine(enter)();
    coroutine(enter)();
    seen.push(store.getStore());
    await turns(4);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(seen, [undefined, 'inside', 'inside']);
  });

  it('follow callbacks of the loop and wrapped functions', async () => {
    const seen: unknown[] = [];
    const loop = IOLoop.current();
    const look = (): void => void seen.push(store.getStore());
    const wrapped = store.run('a', () => wrap(look));
    store.run('b', wrapped);
    store.run('c', () => loop.addCallback(look));
    loop.addCallback(look);
    await turns(2);
    assert.deepEqual(seen, ['a', 'c', undefined]);
  });
});
