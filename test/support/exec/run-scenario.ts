import { captureFailures } from './capture-failures.js';
import { EventLog } from './event-log.js';
import { loadModule, type LoadRequest } from './load-module.js';
import { scenarioContext, type ScenarioContext } from './scenario-context.js';
import { VirtualClock } from './virtual-clock.js';
import { virtualGlobals } from './virtual-globals.js';

export type Scenario = (context: ScenarioContext) => unknown;

/** Turns of the real event loop without an event after which a scenario whose clock is empty counts as over. */
const quietTurns = 5;
/** Real milliseconds that a scenario may wait for something outside the virtual clock. */
const patience = 5000;

/**
 * Runs one scenario against one version of a module.
 * @param module the version; its `stubs` and `globals` are there for every load, beside those of the scenario
 * @returns one line per event, in order
 * @throws when the scenario itself fails, does not end, or shows nothing
 */
export async function runScenario(scenario: Scenario, module: LoadRequest): Promise<string[]> {
  const clock = new VirtualClock();
  const log = new EventLog(clock.now);
  const standard = virtualGlobals(clock, log);
  const timers = { ...standard, promises: { setTimeout: clock.sleep } };
  const load: ScenarioContext['load'] = (stubs = {}, globals = {}) =>
    loadModule({
      ...module,
      stubs: { timers, ...module.stubs, ...stubs },
      globals: { ...standard, ...module.globals, ...globals },
    }) as never;
  const release = captureFailures(log);
  try {
    const context = scenarioContext(clock, log, load);
    await drive(
      Promise.resolve().then(() => scenario(context)),
      clock,
      log,
    );
  } finally {
    release();
  }
  if (log.rows.length === 0) throw new Error('the scenario recorded no event, so it proves nothing');
  return log.lines();
}

/** Runs timers in order, each after everything before it has settled, until the scenario is over and nothing is left. */
async function drive(scenario: Promise<unknown>, clock: VirtualClock, log: EventLog): Promise<void> {
  const state = { over: false };
  const ended = scenario.finally(() => (state.over = true));
  ended.catch(() => undefined);
  const deadline = Date.now() + patience;
  for (let quiet = 0; quiet < quietTurns || !state.over;) {
    const before = log.rows.length;
    await turn();
    const ran = runNext(clock, log);
    quiet = ran || log.rows.length > before ? 0 : quiet + 1;
    if (Date.now() > deadline) throw new Error(`the scenario did not end; so far:\n${log.lines().join('\n')}`);
  }
  await ended;
}

function runNext(clock: VirtualClock, log: EventLog): boolean {
  const next = clock.takeNext();
  if (next === undefined) return false;
  try {
    next();
  } catch (error) {
    log.add('uncaught exception', [error]);
  }
  return true;
}

/** One turn of the real event loop: microtasks, `nextTick` and rejections are dealt with when it is over. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
