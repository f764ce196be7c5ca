import assert from 'node:assert/strict';
import { asCallback, detach } from 'coshift-shim';

const never = (): void => assert.fail('the callback must not be called');
const ran: string[] = [];
const asynchronous = async (): Promise<string> => {
  ran.push('async');
  return 'v';
};
const generator = function* (): Generator<never, string> {
  ran.push('generator');
  return 'v';
};
const plain = (): string => 'v';

/** A call with a body that its type would not take, as in code without types. */
const untyped = (helper: unknown, ...args: unknown[]): unknown => (helper as (...args: unknown[]) => unknown)(...args);

const message = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return error.message;
  }
  return assert.fail('nothing was thrown');
};

describe('a body of the wrong kind', () => {
  beforeEach(() => {
    ran.length = 0;
  });

  it('is thrown at the caller before it runs, whether or not there is a callback', () => {
    for (const helper of [
      asCallback.sync,
      asCallback.sync.void,
      asCallback.sync.null,
      asCallback.sync.optional,
      asCallback.sync.optional.void,
      asCallback.engine,
      asCallback.engine.void,
      asCallback.engine.optional.null,
    ])
      for (const callback of [never, undefined])
        assert.throws(() => untyped(helper, callback, asynchronous), TypeError);
    for (const helper of [asCallback, asCallback.void, asCallback.plain, asCallback.optional, asCallback.sync])
      for (const callback of [never, undefined]) assert.throws(() => untyped(helper, callback, generator), TypeError);
    assert.throws(() => untyped(detach, generator), TypeError);
    assert.throws(() => untyped(detach.engine, asynchronous), TypeError);
    assert.deepEqual(ran, []);
  });

  it('says what the body is, and what to write', () => {
    assert.equal(
      message(() => untyped(asCallback.sync, never, asynchronous)),
      'asCallback.sync: the body is an async function; the callback would get a promise; ' +
        'write `asCallback(callback, async () => …)`, which calls back after it has returned',
    );
    assert.match(
      message(() => untyped(asCallback, never, generator)),
      /^asCallback: the body is a generator function; .*`asCallback\.engine`/,
    );
    assert.match(
      message(() => untyped(asCallback.engine, never, asynchronous)),
      /^asCallback\.engine: the body is an async function; write `function\* \(\) { … }`/,
    );
    assert.match(
      message(() => untyped(detach.engine, asynchronous)),
      /^detach\.engine: the body is an async function; .*`detach\(async \(\) => …\)`/,
    );
    assert.match(
      message(() => untyped(detach, generator)),
      /^detach: the body is a generator function; .*`detach\.engine`/,
    );
  });

  it('shows in what it returns when it is a plain function', () => {
    assert.match(
      message(() => untyped(detach.engine, plain)),
      /^detach\.engine: the body is a function that returns the string "v"; write `function\*/,
    );
  });

  it('leaves a promise that a plain function gives alone: it may be the value', () => {
    const value = Promise.resolve('v');
    const events: unknown[][] = [];
    untyped(
      asCallback.sync,
      (...args: unknown[]) => events.push(args),
      () => value,
    );
    assert.deepEqual(events, [[null, value]]);
  });
});
