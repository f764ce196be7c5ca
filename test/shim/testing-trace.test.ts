import assert from 'node:assert/strict';
import { asCallback } from '../../shim/src/index.js';
import { recordTrace, VirtualClock } from '../../shim/src/testing/index.js';

describe('recordTrace', () => {
  it('gives the events with their virtual times, until nothing is left to do', async () => {
    const trace = await recordTrace(async ({ log }) => {
      log('start', 1, 'two');
      await new Promise((resolve) => setTimeout(resolve, 100));
      log('slept');
      setTimeout(log, 50, 'after the scenario');
    });
    assert.deepEqual(trace.rows, [
      { at: 0, event: 'start', details: [1, 'two'] },
      { at: 100, event: 'slept', details: [] },
      { at: 150, event: 'after the scenario', details: [] },
    ]);
  });

  it('tells a callback version and its converted form apart by what they do alone', async () => {
    type Load = (path: string, cb: (err: Error | null, value?: string) => void) => void;
    const legacy: Load = (path, cb) =>
      void setTimeout(() => (path === '' ? cb(new Error('no path')) : cb(null, `<${path}>`)), 20);
    const converted: Load = (path, cb) =>
      void asCallback(cb, async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (path === '') throw new Error('no path');
        return `<${path}>`;
      });
    const wrong: Load = (path, cb) => void setTimeout(cb, 21, null, `<${path}>`);
    const lines = async (load: Load): Promise<string[]> =>
      (
        await recordTrace(({ trace }) => {
          load('a', trace.callback('loaded'));
          load('', trace.callback('loaded'));
          trace.log('returned');
        })
      ).lines();
    assert.deepEqual(await lines(legacy), ['0 returned', '20 loaded null "<a>"', '20 loaded Error: no path']);
    assert.deepEqual(await lines(converted), await lines(legacy));
    assert.notDeepEqual(await lines(wrong), await lines(legacy));
  });

  it('has rows for uncaught exceptions and unhandled rejections', async () => {
    const trace = await recordTrace(() => {
      setTimeout(() => {
        throw new Error('thrown');
      }, 5);
      setTimeout(() => void Promise.reject(new Error('rejected')), 6);
    });
    assert.deepEqual(trace.lines(), ['5 uncaughtException Error: thrown', '6 unhandledRejection Error: rejected']);
  });

  it('leaves them to the process if told so', async () => {
    const seen: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => seen.push(error.message));
    const trace = await recordTrace(
      () => {
        setTimeout(() => {
          throw new Error('thrown');
        }, 5);
      },
      { errors: false },
    );
    process.removeAllListeners('uncaughtException');
    for (const listener of listeners) process.on('uncaughtException', listener);
    assert.deepEqual(seen, ['thrown']);
    assert.deepEqual(trace.rows, []);
  });

  it('fails as the scenario fails, and gives the clock and the listeners back', async () => {
    const { setTimeout } = globalThis;
    const listeners = process.listeners('unhandledRejection');
    await assert.rejects(
      recordTrace(() => {
        throw new Error('scenario');
      }),
      /scenario/,
    );
    assert.equal(globalThis.setTimeout, setTimeout);
    assert.deepEqual(process.listeners('unhandledRejection'), listeners);
    new VirtualClock().install().uninstall();
  });

  it('shows promises by what they come to, and odd values', async () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const trace = await recordTrace(async ({ trace, log }) => {
      await trace.settle('good', Promise.resolve([1]));
      await trace.settle('bad', Promise.reject(new TypeError('x')));
      log('odd', undefined, 1n, cycle, function named() {});
    });
    assert.deepEqual(trace.lines(), [
      '0 good [1]',
      '0 bad failed TypeError: x',
      '0 odd undefined 1 [object Object] [function named]',
    ]);
  });
});
