import assert from 'node:assert/strict';
import { asCallback, task, until } from '../../shim/src/index.js';

type Callback<T> = (err: Error | null, value?: T) => void;

const atOnce = (value: string, callback: Callback<string>): void => callback(null, value);

describe('until', () => {
  it('goes on inside of the callback, as a yield does', () => {
    const events: unknown[] = [];
    let release: Callback<number> = () => assert.fail();
    const op = (callback: Callback<number>): void => void (release = callback);
    const record: Callback<string> = (...args) => events.push(args);
    void asCallback.engine(record, function* () {
      const first = yield* until(task(atOnce, 'a'));
      events.push(first.toUpperCase());
      const second = yield* until(task(op));
      return first + second.toFixed(1);
    });
    events.push('returned');
    release(null, 2);
    events.push('released');
    assert.deepEqual(events, ['A', 'returned', [null, 'a2.0'], 'released']);
  });

  it('throws what the task fails with, where it stands', () => {
    const events: unknown[] = [];
    const failing = (callback: Callback<string>): void => callback(new Error('gone'));
    const record: Callback<string> = (...args) => events.push(args);
    void asCallback.engine(record, function* () {
      try {
        yield* until(task(failing));
      } catch (error) {
        return (error as Error).message;
      }
    });
    assert.deepEqual(events, [[null, 'gone']]);
  });

  it('waits for all of a list, each with its own type', () => {
    const events: unknown[] = [];
    const record: Callback<string> = (...args) => events.push(args);
    void asCallback.engine(record, function* () {
      const [text, count] = yield* until([task(atOnce, 'a'), 3] as const);
      return text.repeat(count);
    });
    assert.deepEqual(events, [[null, 'aaa']]);
  });

  it('knows what it gives', () => {
    const wrong: Callback<number> = () => undefined;
    // @ts-expect-error -- a text is no number
    void asCallback.engine(wrong, function* () {
      return yield* until(task(atOnce, 'a'));
    });
  });

  it('has the this of the body', () => {
    const events: unknown[] = [];
    const record: Callback<string> = (...args) => events.push(args);
    const owner = { name: 'owner' };
    void asCallback.engine(
      record,
      function* () {
        return this.name + (yield* until(task(atOnce, 'a')));
      },
      owner,
    );
    assert.deepEqual(events, [[null, 'ownera']]);
  });
});
