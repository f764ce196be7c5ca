import { captureErrors } from '../../../shim/src/testing/capture-errors.js';
import { VirtualClock } from '../../../shim/src/testing/index.js';
import { EventLog } from './event-log.js';
import { loadModule, type LoadRequest } from './load-module.js';
import { scenarioContext, type ScenarioContext } from './scenario-context.js';
import { virtualGlobals, virtualModules } from './virtual-globals.js';

export type Scenario = (context: ScenarioContext) => unknown;

/** Turns of the real event loop without an event after which a scenario whose clock is empty counts as over. */
const quietTurns = 5;
/** Real milliseconds that a scenario may wait for something outside the virtual clock. */
const patience = 5000;

const errorEvents = { uncaughtException: 'uncaught exception', unhandledRejection: 'unhandled rejection' } as const;

/**
 * Runs one scenario against one version of a module.
 * @param module the version; its `stubs` and `globals` are there for every load, beside those of the scenario
 * @returns one line per event, in order
 * @throws when the scenario itself fails, does not end, or shows nothing
 */
export async function runScenario(scenario: Scenario, module: LoadRequest): Promise<string[]> {
  const clock = new VirtualClock({ now: 0 });
  const log = new EventLog(() => clock.elapsed);
  const load: ScenarioContext['load'] = (stubs = {}, globals = {}) =>
    loadModule({
      ...module,
      stubs: { ...virtualModules(clock), ...module.stubs, ...stubs },
      globals: { ...virtualGlobals(log), ...module.globals, ...globals },
    });
  clock.install();
  const release = captureErrors((kind, error) => log.add(errorEvents[kind], [error]));
  try {
    await drive(runLater(scenario, scenarioContext(clock, log, load)), clock, log);
  } finally {
    release();
    clock.uninstall();
  }
  if (log.rows.length === 0) throw new Error('the scenario recorded no event, so it proves nothing');
  return log.lines();
}

async function runLater(scenario: Scenario, context: ScenarioContext): Promise<void> {
  await Promise.resolve();
  await scenario(context);
}

/** Runs timers in order, each after everything before it has settled, until the scenario is over and nothing is left. */
async function drive(scenario: Promise<unknown>, clock: VirtualClock, log: EventLog): Promise<void> {
  const state = { over: false };
  const ended = scenario.finally(() => (state.over = true));
  ended.catch(() => undefined);
  const deadline = process.hrtime.bigint() + BigInt(patience) * 1_000_000n;
  for (let quiet = 0; quiet < quietTurns || !state.over;) {
    const before = log.rows.length;
    // Timers that keep no process running are left alone once the scenario is over.
    const ran = (!state.over || clock.timers.busy()) && (await clock.next());
    if (!ran) await clock.advance(0);
    quiet = ran || log.rows.length > before ? 0 : quiet + 1;
    if (process.hrtime.bigint() > deadline)
      throw new Error(`the scenario did not end; so far:\n${log.lines().join('\n')}`);
  }
  await ended;
}
