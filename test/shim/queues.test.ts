import assert from 'node:assert/strict';
import { coroutine, TimeoutError, ValueError, type Future } from '../../shim/src/index.js';
import { LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull } from '../../shim/src/queues.js';
import { VirtualClock } from '../../shim/src/testing/index.js';
import { turns } from './helpers/shim-log.js';

describe('Queue', () => {
  it('checks its size', () => {
    assert.throws(() => new Queue(null as never), TypeError);
    assert.throws(() => new Queue(-1), ValueError);
    assert.equal(new Queue().full(), false);
    const half = new Queue<number>(1.5);
    half.putNowait(1);
    assert.equal(half.full(), false);
    half.putNowait(2);
    assert.throws(() => half.putNowait(3), QueueFull);
    assert.throws(() => new Queue().getNowait(), QueueEmpty);
  });

  it('resumes the other side on a later turn', async () => {
    const queue = new Queue<number>();
    const events: string[] = [];
    coroutine(function* () {
      events.push(`got ${yield* queue.get()}`);
    })();
    queue.putNowait(1);
    events.push('put');
    await turns(1);
    assert.deepEqual(events, ['put', 'got 1']);
  });

  it('iterates with for await, without task_done', async () => {
    const queue = new Queue<number>();
    for (const item of [1, 2, 3]) queue.putNowait(item);
    const got: number[] = [];
    for await (const item of queue) {
      got.push(item);
      if (got.length === 3) break;
    }
    assert.deepEqual(got, [1, 2, 3]);
    assert.equal(queue.join().done(), false);
  });

  it('counts only items that got in, for join', async () => {
    const clock = new VirtualClock().install();
    try {
      const queue = new Queue<string>(1);
      queue.putNowait('in');
      const expired = queue.put('never in', { seconds: 0.01 });
      await clock.advance(20);
      assert.ok(expired.exception() instanceof TimeoutError);
      assert.equal((expired.exception() as Error).message, '');
      assert.equal(queue.getNowait(), 'in');
      queue.taskDone();
      assert.equal(queue.join().done(), true);
      assert.throws(() => queue.getNowait(), QueueEmpty);
      assert.throws(() => queue.get(5), /bare number is an absolute time/);
    } finally {
      clock.uninstall();
    }
  });

  it('skips expired getters and keeps the order of the others', async () => {
    const clock = new VirtualClock().install();
    try {
      const queue = new Queue<string>();
      const [first, second, third] = [queue.get({ seconds: 0.01 }), queue.get(), queue.get({ seconds: 1 })];
      await clock.advance(20);
      queue.putNowait('a');
      queue.putNowait('b');
      queue.putNowait('c');
      assert.ok(first.exception() instanceof TimeoutError);
      assert.deepEqual([second.result(), third.result(), queue.qsize()], ['a', 'b', 1]);
    } finally {
      clock.uninstall();
    }
  });

  it('keeps the order of very many items and waiters', async () => {
    const queue = new Queue<number>(10);
    const putters: Future<undefined>[] = [];
    for (let i = 0; i < 5000; i++) putters.push(queue.put(i));
    const got: number[] = [];
    for (let i = 0; i < 5000; i++) got.push(await queue.get());
    assert.deepEqual(
      got,
      Array.from({ length: 5000 }, (_, i) => i),
    );
    assert.ok(putters.every((putter) => putter.done()));
  });

  it('takes subclasses that keep the items in another way', () => {
    class Reversed extends Queue<number> {
      protected override _init(): void {
        this.items = [];
      }
      protected override _put(item: number): void {
        (this.items as number[]).unshift(item);
      }
      protected override _get(): number {
        return (this.items as number[]).shift()!;
      }
    }
    const queue = new Reversed();
    queue.putNowait(1);
    queue.putNowait(2);
    assert.deepEqual([queue.getNowait(), queue.getNowait(), queue.qsize()], [2, 1, 0]);
  });
});

describe('PriorityQueue and LifoQueue', () => {
  it('compare arrays by their elements, or as they are told', () => {
    const byName = new PriorityQueue<{ name: string }>(0, (a, b) => a.name.localeCompare(b.name));
    for (const name of ['c', 'a', 'b']) byName.putNowait({ name });
    assert.deepEqual(
      [byName.getNowait(), byName.getNowait(), byName.getNowait()].map(({ name }) => name),
      ['a', 'b', 'c'],
    );
    const pairs = new PriorityQueue<unknown[]>();
    for (const item of [[2], [1, 'b'], [1, 'a', 0], [1, 'a'], [10]]) pairs.putNowait(item);
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(() => pairs.getNowait()),
      [[1, 'a'], [1, 'a', 0], [1, 'b'], [2], [10]],
    );
  });

  it('sort many items', () => {
    const queue = new PriorityQueue<number>();
    const items = Array.from({ length: 500 }, (_, i) => (i * 7919) % 500);
    for (const item of items) queue.putNowait(item);
    assert.deepEqual(
      items.map(() => queue.getNowait()),
      Array.from({ length: 500 }, (_, i) => i),
    );
  });

  it('hand an item to a waiter and honour the size', () => {
    const queue = new LifoQueue<number>(2);
    const waiter = queue.get();
    queue.putNowait(1);
    assert.equal(waiter.result(), 1);
    queue.putNowait(2);
    queue.putNowait(3);
    assert.deepEqual([queue.put(4).done(), queue.getNowait(), queue.getNowait()], [false, 4, 3]);
  });
});

describe('timeouts of queues', () => {
  it('may be given as an option, and mean for ever when they are nothing', async () => {
    const clock = new VirtualClock().install();
    try {
      const queue = new Queue<number>();
      const expiring = queue.get({ timeout: { seconds: 0.01 } });
      const patient = [queue.get(null), queue.get(0), queue.get({ timeout: undefined }), queue.get({ timeout: 0 })];
      await clock.advance(1000);
      assert.ok(expiring.exception() instanceof TimeoutError);
      assert.deepEqual(
        patient.map((future) => future.done()),
        [false, false, false, false],
      );
    } finally {
      clock.uninstall();
    }
  });
});
