import assert from 'node:assert/strict';
import co from 'co';
import { yielded } from '../../shim/src/index.js';

type Done = (...args: unknown[]) => void;
type Make = () => unknown;

class Own {
  a = Promise.resolve(1);
}

function* inner(): Generator<unknown, unknown, number> {
  const one = yield Promise.resolve(1);
  try {
    yield Promise.reject(new Error('inner'));
  } catch (error) {
    return [one, (error as Error).message];
  }
  return undefined;
}

/** Values that a generator can yield: whatever co makes of one, `yielded` has to make as well. */
const samples: Readonly<Record<string, Make>> = {
  'a promise': () => Promise.resolve(1),
  'a rejected promise': () => Promise.reject(new Error('no')),
  'a thenable': () => ({ then: (resolve: Done) => resolve(2) }),
  'a thunk': () => (done: Done) => setTimeout(done, 1, null, 'a'),
  'a thunk that calls back at once': () => (done: Done) => done(null, 'a'),
  'a thunk with several values': () => (done: Done) => done(null, 'a', 'b'),
  'a thunk without a value': () => (done: Done) => done(),
  'a thunk that fails': () => (done: Done) => done(new Error('thunk')),
  'a thunk that throws': () => () => {
    throw new Error('thrown');
  },
  'a thunk that calls back twice': () => (done: Done) => {
    done(null, 1);
    done(new Error('late'));
  },
  'a generator': () => inner(),
  'a generator function': () => inner,
  'a list': () => [
    Promise.resolve(1),
    2,
    null,
    (done: Done) => done(null, 3),
    [inner(), 'x'],
    { a: Promise.resolve(4) },
  ],
  'a list of thunks with several values': () => [(done: Done) => done(null, 1, 2)],
  'an empty list': () => [],
  'a list that fails twice': () => [
    new Promise((_, reject) => setTimeout(reject, 5, new Error('late'))),
    (done: Done) => done(new Error('early')),
  ],
  'an object': () => ({ z: Promise.resolve(1), y: 2, x: { w: inner() }, v: undefined }),
  'an empty object': () => ({}),
  'an object that fails': () => ({ a: Promise.resolve(1), b: Promise.reject(new Error('b')) }),
  'an object of a class': () => new Own(),
  undefined: () => undefined,
  null: () => null,
  zero: () => 0,
  'an empty string': () => '',
  'a number': () => 5,
  'a string': () => 'text',
  'a map': () => new Map(),
};

const outcome = async (run: () => PromiseLike<unknown>): Promise<unknown> => {
  try {
    return { value: await run() };
  } catch (error) {
    return { error: (error as Error).constructor.name, message: (error as Error).message };
  }
};

const underCo = (make: Make): Promise<unknown> =>
  co(function* (): Generator<unknown> {
    return { result: (yield make()) as unknown };
  }).then(({ result }: { result: unknown }) => result);

describe('yielded', () => {
  for (const [name, make] of Object.entries(samples)) {
    it(`does with ${name} what co does`, async () => {
      const expected = await outcome(() => underCo(make));
      assert.deepEqual(await outcome(() => yielded(make())), expected);
    });
  }

  it('keeps the order of the keys', async () => {
    const slow = new Promise((resolve) => setTimeout(resolve, 2, 1));
    assert.deepEqual(Object.keys((await yielded({ b: slow, a: 2, c: Promise.resolve() })) as object), ['b', 'a', 'c']);
  });

  it('hands its `this` to thunks', async () => {
    const self = {};
    const thunk = function (this: unknown, done: Done) {
      done(null, this);
    };
    assert.equal(await yielded.call(self, thunk), self);
    assert.equal(await yielded.call(self, [thunk]).then(([first]: unknown[]) => first), self);
  });

  it('co3: gives the first value of thunks in lists, and all of a thunk by itself', async () => {
    const thunk = (done: Done) => done(null, 1, 2);
    assert.deepEqual(await yielded.co3([thunk]), [1]);
    assert.deepEqual(await yielded.co3({ a: thunk }), { a: 1 });
    assert.deepEqual(await yielded.co3(thunk), [1, 2]);
  });

  describe('from', () => {
    it('waits for each value in turn, gives failures to the generator and returns what it returns', async () => {
      assert.deepEqual(await yielded.from(inner()), [1, 'inner']);
    });

    it('takes any iterable, one value after the other', async () => {
      const order: string[] = [];
      const step = (name: string) => (done: Done) => {
        order.push(`${name} starts`);
        setTimeout(() => {
          order.push(`${name} ends`);
          done();
        }, 1);
      };
      assert.equal(await yielded.from([step('a'), step('b')]), undefined);
      assert.deepEqual(order, ['a starts', 'a ends', 'b starts', 'b ends']);
    });

    it('rejects with what the generator throws', async () => {
      const fail = function* () {
        yield Promise.resolve();
        throw new RangeError('out');
      };
      await assert.rejects(() => yielded.from(fail()), RangeError);
    });
  });
});
