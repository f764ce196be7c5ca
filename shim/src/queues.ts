/**
 * `coshift-shim/queues`: queues between coroutines.
 * @packageDocumentation
 */
export { LifoQueue } from './sync/lifo-queue.js';
export { PriorityQueue } from './sync/priority-queue.js';
export { Queue } from './sync/queue.js';
export { QueueEmpty, QueueFull } from './sync/queue-errors.js';
