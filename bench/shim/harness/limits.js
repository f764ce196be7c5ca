import { ofShim, shim } from './libraries.js';
import { immediate } from './operations.js';
import { drive } from './drive.js';
import { median } from './measure.js';

/** That 1,000,000 callbacks at once do not overflow the stack, as text. */
export async function depth(count = 1_000_000) {
  const lines = [];
  for (const [name, start] of Object.entries(deepLoops(count))) {
    try {
      await drive(start, 1, 1);
      lines.push(`  ${name}: ok`);
    } catch (error) {
      lines.push(`  ${name}: FAILED, ${error}`);
    }
  }
  return [`stack: ${count.toLocaleString('en')} results that are there at once`, ...lines, ''].join('\n');
}

function deepLoops(count) {
  return ofShim({
    'engine over Task': [
      ['engine', 'Task'],
      () =>
        shim.engine(function* (done) {
          for (let i = 0; i < count; i++) yield new shim.Task(immediate.value, i);
          done();
        }),
    ],
    'engine over Callback and Wait': [
      ['engine', 'Callback', 'Wait'],
      () =>
        shim.engine(function* (done) {
          for (let i = 0; i < count; i++) {
            (yield new shim.Callback('key'))(i);
            yield new shim.Wait('key');
          }
          done();
        }),
    ],
    'coroutine over Future': [
      ['coroutine', 'maybeFuture'],
      () => {
        const run = shim.coroutine(function* () {
          for (let i = 0; i < count; i++) yield shim.maybeFuture(i);
        });
        return (done) => void run().addDoneCallback((future) => done(future.exception()));
      },
    ],
  });
}

/** How the time of a list grows with its length, as text: ten times the children should take ten times as long. */
export async function linearity(sizes = [1000, 10_000, 100_000]) {
  const lines = [];
  for (const [name, make] of Object.entries(lists())) {
    const perChild = [];
    for (const size of sizes) perChild.push(await timePerChild(make(size), size));
    const growth = perChild.at(-1) / perChild[0];
    lines.push(
      `  ${name}: ${perChild.map((time, i) => `${sizes[i].toLocaleString('en')}: ${time.toFixed(0)} ns`).join(', ')} a child` +
        `; ${growth < 4 ? 'linear' : `NOT LINEAR (${growth.toFixed(1)} times as long per child)`}`,
    );
  }
  return ['lists: time per child by length', ...lines, ''].join('\n');
}

async function timePerChild(start, size) {
  const samples = [];
  for (let i = 0; i < 9; i++) {
    const begin = process.hrtime.bigint();
    await drive(start, 1, 1);
    samples.push(Number(process.hrtime.bigint() - begin) / size);
  }
  return median(samples);
}

function lists() {
  return ofShim({
    'engine, list of Tasks': [
      ['engine', 'Task'],
      () => (size) =>
        shim.engine(function* (done) {
          yield Array.from({ length: size }, (_, i) => new shim.Task(later, i));
          done();
        }),
    ],
    'multi of Futures': [
      ['Future', 'multi'],
      () => (size) => (done) => {
        const futures = Array.from({ length: size }, () => new shim.Future());
        shim.multi(futures).addDoneCallback((future) => done(future.exception()));
        for (const future of futures) future.setResult(1);
      },
    ],
  });
}

let queue = [];

/** Calls back from a queue that is drained in one go. */
function later(value, callback) {
  if (queue.push([callback, value]) > 1) return;
  setImmediate(() => {
    const now = queue;
    queue = [];
    for (const [each, result] of now) each(result);
  });
}
