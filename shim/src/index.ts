/**
 * The public surface of `coshift-shim`.
 * @packageDocumentation
 */
// Migration helpers
export { asCallback } from './migration/as-callback.js';
export { detach } from './migration/detach.js';
export { dual } from './migration/dual.js';
export { task } from './migration/task.js';
export { values } from './migration/values.js';
export type { Body, PromiseResult, ResultCallback } from './migration/callback-types.js';
export type { Dual, DualOf, DualOptions } from './migration/dual-types.js';
export type { TaskMethod } from './migration/task-method.js';
export type { Values, ValuesArgs } from './migration/values.js';
