/**
 * `coshift-shim/testing`: virtual time and event traces for tests.
 * @packageDocumentation
 */
export { recordTrace, type RecordTraceOptions, type Scenario } from './record-trace.js';
export { Trace, type TraceRow } from './trace.js';
export { VirtualClock, type VirtualClockOptions } from './virtual-clock.js';
export type { TimerFunction, VirtualImmediate, VirtualTimeout } from './handles.js';
export type { VirtualTimers } from './virtual-timers.js';
