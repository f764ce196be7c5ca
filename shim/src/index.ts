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
// Engine family
export { Arguments } from './engine/arguments.js';
export { Callback } from './engine/callback.js';
export { engine } from './engine/engine.js';
export type { EngineBody, EngineFunction, Yielded } from './engine/engine.js';
export {
  BadYieldError,
  KeyReuseError,
  LeakedCallbackError,
  ReturnValueIgnoredError,
  UnknownKeyError,
} from './engine/errors.js';
export { kw } from './engine/kw.js';
export { Multi } from './engine/multi.js';
export { NodeTask } from './engine/node-task.js';
export { Runner } from './engine/runner.js';
export { Task } from './engine/task.js';
export { Wait } from './engine/wait.js';
export { WaitAll } from './engine/wait-all.js';
export { YieldPoint } from './engine/yield-point.js';
// Coroutine family
export { Return } from './coroutine/return.js';
