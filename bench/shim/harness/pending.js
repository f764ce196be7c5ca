/**
 * Prints the bytes that one suspended function of a kind keeps alive; run in a process of its own:
 * `node --expose-gc pending.js <kind> [how many]`.
 */
import { kinds, waiting } from './pending-kinds.js';

const [, , kind, count = '100000'] = process.argv;
const start = kinds[kind];
const many = Number(count);
for (let i = 0; i < 1000; i++) start();
waiting.length = 0;

// The slots of the list are there before, so that they are not counted.
for (let i = 0; i < many; i++) waiting.push(null);
const before = heapUsed();
let next = 0;
waiting.push = (callback) => {
  waiting[next++] = callback;
  return next;
};
for (let i = 0; i < many; i++) start();
const bytes = (heapUsed() - before) / many;
if (next !== many) throw new Error(`${kind}: ${next} of ${many} wait`);
console.log(bytes.toFixed(0));

function heapUsed() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
