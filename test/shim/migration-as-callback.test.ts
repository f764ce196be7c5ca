import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { asCallback, values } from '../../shim/src/index.js';
import { captureProcessErrors, settle } from './helpers/process-errors.js';

type Call = unknown[];

/** A callback that records each argument list. */
function recorder(): { calls: Call[]; cb: (...args: unknown[]) => void } {
  const calls: Call[] = [];
  return { calls, cb: (...args) => void calls.push(args) };
}

describe('asCallback with a callback', () => {
  it('returns undefined and completes with exactly (null, value)', async () => {
    const { calls, cb } = recorder();
    assert.equal(
      asCallback(cb, async () => 7),
      undefined,
    );
    assert.deepEqual(calls, [], 'never before the call has returned');
    await settle();
    assert.deepEqual(calls, [[null, 7]]);
  });

  it('passes two arguments even when the body gives nothing', async () => {
    const { calls, cb } = recorder();
    asCallback(cb, async () => {});
    await settle();
    assert.deepEqual(calls, [[null, undefined]]);
    assert.equal(calls[0]?.length, 2);
  });

  it('starts the body before it returns', () => {
    const order: string[] = [];
    asCallback(
      () => {},
      async () => void order.push('body'),
    );
    order.push('after');
    assert.deepEqual(order, ['body', 'after']);
  });

  it('completes a failure with the reason alone, falsy reasons included', async () => {
    for (const reason of [new Error('x'), undefined, null, 0, '', false, 'text']) {
      const { calls, cb } = recorder();
      asCallback(cb, () => Promise.reject(reason));
      await settle();
      assert.deepEqual(calls, [[reason]]);
      assert.equal(calls[0]?.length, 1);
    }
  });

  it('treats a synchronous throw of the body as a failure, later', async () => {
    const { calls, cb } = recorder();
    const error = new Error('at once');
    assert.equal(
      asCallback(cb, () => {
        throw error;
      }),
      undefined,
    );
    assert.deepEqual(calls, []);
    await settle();
    assert.equal(calls.length, 1);
    assert.equal(calls[0]?.[0], error);
  });

  it('takes a plain value and a foreign thenable from the body', async () => {
    const { calls, cb } = recorder();
    asCallback(cb, () => 1);
    asCallback(cb, () => ({ then: (ok: (n: number) => void) => ok(2) }) as unknown as Promise<number>);
    await settle();
    assert.deepEqual(calls, [
      [null, 1],
      [null, 2],
    ]);
  });

  it('calls the callback without a `this` and ignores what it returns', async () => {
    const errors = captureProcessErrors();
    let self: unknown = 'unset';
    asCallback(
      function (this: unknown) {
        self = this;
        return { then: () => assert.fail('a returned thenable is not adopted') };
      },
      async () => 1,
    );
    await settle();
    assert.equal(self, undefined);
    assert.deepEqual(errors.stop(), []);
  });

  it("runs the callback in the caller's async context", async () => {
    const store = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    store.run('caller', () => {
      asCallback(
        () => void seen.push(store.getStore()),
        () => store.run('body', async () => void (await null)),
      );
    });
    await settle();
    assert.deepEqual(seen, ['caller']);
  });
});

describe('asCallback when the callback throws', () => {
  for (const [outcome, body] of [
    ['success', async () => 1],
    ['failure', async () => Promise.reject(new Error('body'))],
  ] as const) {
    it(`completes once and throws the original error as an uncaught exception after ${outcome}`, async () => {
      const errors = captureProcessErrors();
      const thrown = new Error('from the callback');
      let calls = 0;
      asCallback(() => {
        calls += 1;
        throw thrown;
      }, body);
      await settle();
      const rows = errors.stop();
      assert.equal(calls, 1);
      assert.equal(rows.length, 1);
      assert.equal(rows[0]?.kind, 'uncaughtException');
      assert.equal(rows[0].error, thrown);
    });
  }

  it('keeps the domain and the async context of the caller for the error', () => {
    // A process of its own: once `domain` is loaded, nobody else can capture uncaught exceptions.
    const script = fileURLToPath(new URL('./helpers/throw-in-domain.ts', import.meta.url));
    const output = execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(output), ['to the domain', 'caller']);
  });

  it('throws a falsy value as it is', async () => {
    const errors = captureProcessErrors();
    asCallback(
      () => {
        throw undefined;
      },
      async () => 1,
    );
    await settle();
    assert.deepEqual(errors.stop(), [{ kind: 'uncaughtException', error: undefined }]);
  });
});

describe('asCallback without a callback', () => {
  it('returns the promise for undefined and null', async () => {
    assert.equal(await asCallback(undefined, async () => 5), 5);
    assert.equal(await asCallback(null, async () => 6), 6);
  });

  it('rejects with the reason, a synchronous throw included', async () => {
    const error = new Error('x');
    await assert.rejects(
      asCallback(undefined, () => Promise.reject(error)),
      (e) => e === error,
    );
    await assert.rejects(
      asCallback(undefined, () => {
        throw error;
      }),
      (e) => e === error,
    );
  });

  it('leaves the rejection unhandled if nobody handles it', async () => {
    const errors = captureProcessErrors();
    const error = new Error('nobody');
    void asCallback(undefined, () => Promise.reject(error));
    await settle();
    assert.deepEqual(errors.stop(), [{ kind: 'unhandledRejection', error }]);
  });
});

describe('asCallback with something that is no callback', () => {
  for (const wrong of ['text', 5, false, {}, []]) {
    it(`runs the body, then throws a TypeError for ${JSON.stringify(wrong)}`, async () => {
      const errors = captureProcessErrors();
      let ran = false;
      const result = (asCallback as Function)(wrong, async () => void (ran = true));
      assert.equal(result, undefined);
      assert.equal(ran, true);
      await settle();
      const rows = errors.stop();
      assert.equal(rows.length, 1);
      assert.equal(rows[0]?.kind, 'uncaughtException');
      assert.match(String(rows[0].error), /^TypeError: asCallback: the callback is not a function but /);
    });
  }

  it("keeps the body's own error as the cause", async () => {
    const errors = captureProcessErrors();
    const error = new Error('body');
    (asCallback as Function)('text', () => Promise.reject(error));
    await settle();
    assert.equal((errors.stop()[0]?.error as Error).cause, error);
  });
});

describe('asCallback.void and asCallback.null', () => {
  it('succeed with cb() and cb(null), whatever the body gives', async () => {
    const { calls, cb } = recorder();
    asCallback.void(cb, async () => 'ignored');
    asCallback.null(cb, async () => 'ignored');
    await settle();
    assert.deepEqual(calls, [[], [null]]);
  });

  it('fail with the reason alone', async () => {
    const { calls, cb } = recorder();
    asCallback.void(cb, () => Promise.reject(1));
    asCallback.null(cb, () => Promise.reject(0));
    await settle();
    assert.deepEqual(calls, [[1], [0]]);
  });

  it('resolve with undefined without a callback', async () => {
    assert.equal(await asCallback.void(undefined, async () => 'ignored'), undefined);
    assert.equal(await asCallback.null(undefined, async () => 'ignored'), undefined);
  });

  it('let a carrier decide', async () => {
    const { calls, cb } = recorder();
    asCallback.void(cb, async () => values(1, 2));
    asCallback.null(cb, async () => values.args());
    await settle();
    assert.deepEqual(calls, [[null, 1, 2], []]);
    assert.deepEqual(await asCallback.void(undefined, async () => values(1, 2)), [1, 2]);
  });
});

describe('asCallback.optional', () => {
  it('marks the promise as handled, and still rejects for who awaits it', async () => {
    const errors = captureProcessErrors();
    const error = new Error('x');
    const promises = [
      asCallback.optional(undefined, () => Promise.reject(error)),
      asCallback.optional.void(undefined, () => Promise.reject(error)),
      asCallback.optional.null(null, () => Promise.reject(error)),
    ];
    await settle();
    assert.deepEqual(errors.stop(), []);
    for (const promise of promises) await assert.rejects(promise, (e) => e === error);
  });

  it('counts anything but a function as missing', async () => {
    assert.equal(await (asCallback.optional as Function)('text', async () => 3), 3);
    assert.equal(await (asCallback.optional as Function)(false, async () => 4), 4);
  });

  it('completes a callback as the plain forms do', async () => {
    const { calls, cb } = recorder();
    assert.equal(
      asCallback.optional(cb, async () => 1),
      undefined,
    );
    asCallback.optional.void(cb, async () => 1);
    asCallback.optional.null(cb, async () => 1);
    await settle();
    assert.deepEqual(calls, [[null, 1], [], [null]]);
  });
});
