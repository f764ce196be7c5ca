/**
 * `coshift-shim/locks`: synchronisation between coroutines.
 * @packageDocumentation
 */
export { BoundedSemaphore } from './sync/bounded-semaphore.js';
export { Condition } from './sync/condition.js';
export { Event } from './sync/event.js';
export { Lock } from './sync/lock.js';
export { Semaphore, type Releaser } from './sync/semaphore.js';
