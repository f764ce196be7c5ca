import { Trace } from './trace.js';
import { VirtualClock, type VirtualClockOptions } from './virtual-clock.js';

/** What a scenario is given. */
export interface Scenario {
  clock: VirtualClock;
  trace: Trace;
  /** The same as `trace.log`. */
  log: Trace['log'];
}

/** Options of {@link recordTrace}. */
export interface RecordTraceOptions extends VirtualClockOptions {
  /** Whether uncaught exceptions and unhandled rejections become rows. Default: true. */
  errors?: boolean;
}

/**
 * Runs a scenario under a virtual clock until it is over and nothing is left to do, and gives what it logged. Two versions
 * of a program behave alike where their traces are equal.
 *
 *     const before = await recordTrace(({ trace }) => legacy.load('a', trace.callback('loaded')));
 *     const after = await recordTrace(({ trace }) => converted.load('a', trace.callback('loaded')));
 *     assert.deepEqual(after.lines(), before.lines());
 *
 * @param scenario what to run; it may return a promise
 * @param options of the clock, and whether errors of the process are rows
 * @throws what the scenario throws, and an error when it does not come to an end
 */
export async function recordTrace(
  scenario: (tools: Scenario) => unknown,
  options: RecordTraceOptions = {},
): Promise<Trace> {
  const clock = new VirtualClock(options).install();
  const trace = new Trace(clock);
  const release = options.errors === false ? () => undefined : trace.captureErrors();
  try {
    await clock.waitFor(runScenario(scenario, { clock, trace, log: trace.log }));
    await clock.runUntilIdle();
    return trace;
  } finally {
    release();
    clock.uninstall();
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a synchronous throw shall be a rejection too
async function runScenario(scenario: (tools: Scenario) => unknown, tools: Scenario): Promise<unknown> {
  return scenario(tools);
}
