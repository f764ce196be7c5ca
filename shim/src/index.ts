/**
 * The public surface of `coshift-shim`.
 * @packageDocumentation
 */
// Migration helpers
export { asCallback } from './migration/as-callback.js';
export { callbackKeys, type CallbackKeys } from './migration/callback-keys.js';
export { callNodeTask, callTask } from './migration/call-task.js';
export { detach } from './migration/detach.js';
export { dual } from './migration/dual.js';
export { pendingCallback, type PendingCallback } from './migration/pending-callback.js';
export { task } from './migration/task.js';
export { together } from './migration/together.js';
export { until, type Until } from './migration/until.js';
export { values } from './migration/values.js';
export { yielded } from './migration/yielded.js';
export type { Body, PromiseResult, ResultCallback } from './migration/callback-types.js';
export type { Dual, DualOf, DualOptions } from './migration/dual-types.js';
export type { TaskMethod } from './migration/task-method.js';
export type { Values, ValuesArgs } from './migration/values.js';
// Engine family
export { Arguments } from './engine/arguments.js';
export { asynchronous, type AsynchronousHandler } from './engine/asynchronous.js';
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
export { kw, type KeywordArguments } from './engine/kw.js';
export { Multi } from './engine/multi.js';
export { NodeTask } from './engine/node-task.js';
export { Runner } from './engine/runner.js';
export { Task } from './engine/task.js';
export { Wait } from './engine/wait.js';
export { WaitAll } from './engine/wait-all.js';
export { YieldPoint } from './engine/yield-point.js';
// Contexts
export { ExceptionStackContext, NullContext, StackContext } from './context/stack-context.js';
export type { ContextManager, Enterable, ManagerLike } from './context/stack-context.js';
export { runWithStackContext } from './context/run-with-stack-context.js';
export { wrap } from './context/wrap.js';
// Coroutine family
export { chainFuture } from './coroutine/chain-future.js';
export { convertYielded, type ConvertYielded } from './coroutine/convert-yielded.js';
export type { Converter } from './coroutine/converters.js';
export { coroutine } from './coroutine/coroutine.js';
export type { CoroutineFunction } from './coroutine/coroutine.js';
export { InvalidStateError, RuntimeError, TimeoutError, ValueError } from './coroutine/errors.js';
export { fromPromise } from './coroutine/from-promise.js';
export { Future } from './coroutine/future.js';
export { isCoroutineFunction } from './coroutine/is-coroutine-function.js';
export { maybeFuture } from './coroutine/maybe-future.js';
export { moment } from './coroutine/moment.js';
export { multi, multiFuture, type Result, type Results } from './coroutine/multi-function.js';
export type { QuietExceptions, QuietOptions } from './coroutine/quiet-exceptions.js';
export { Return } from './coroutine/return.js';
export { returnFuture } from './coroutine/return-future.js';
export { runOnExecutor, type Executor, type RunOnExecutorOptions } from './coroutine/run-on-executor.js';
export { sleep } from './coroutine/sleep.js';
export { fromThunk, registerThunks, type Thunk } from './coroutine/thunks.js';
export { toPromise } from './coroutine/to-promise.js';
export { WaitIterator } from './coroutine/wait-iterator.js';
export { withTimeout } from './coroutine/with-timeout.js';
// Event loop
export type { Deadline, Duration } from './loop/deadline.js';
export { getHost, setHost, type LoopHost } from './loop/host.js';
export { IOLoop, type RunSyncOptions, type Timeout } from './loop/io-loop.js';
export { setLogger, type Logger } from './loop/log.js';
export { PeriodicCallback } from './loop/periodic-callback.js';
