import a from './a-ready.js';
import b from './b-host-task.js';
import b2 from './b2-batched.js';
import c from './c-immediate.js';
import d from './d-fan-out.js';
import d2 from './d2-fan-out-batched.js';
import e from './e-nesting.js';
import f from './f-throw.js';
import f2 from './f2-throw-at-once.js';
import h from './h-create.js';
import h2 from './h2-create-yield.js';
import i from './i-doxbee.js';
import i2 from './i2-doxbee-batched.js';
import j from './j-as-callback.js';

/**
 * A workload: `width` pieces of work at once, `rounds` times; a piece has `operations`, and the results are per operation.
 *
 * @typedef {object} Workload
 * @property {string} id
 * @property {string} title
 * @property {number} width
 * @property {number} rounds
 * @property {number} operations
 * @property {Record<string, (done: (error?: unknown) => void) => void>} contenders
 * @property {Record<string, { native?: number, callbacks?: number }>} targets highest ratios to these contenders
 */

/** @type {Workload[]} */
export const workloads = [a, b, b2, c, d, d2, e, f, f2, h, h2, i, i2, j];
