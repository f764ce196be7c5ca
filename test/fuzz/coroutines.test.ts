import assert from 'node:assert/strict';
import { runScenario, type Scenario } from '../support/exec/run-scenario.js';
import { maybeFuture, setLogger, sleep as shimSleep } from '../../shim/src/index.js';
import { convertText } from '../support/convert-text.js';
import { shimModules } from '../support/shim-modules.js';
import { coroutineProgram } from './coroutine-program.js';
import { Dice } from './generate/dice.js';

const PROGRAMS = 400;
const FIRST = Number(process.env['COROUTINE_SEED'] ?? 1);

describe('random programs of coroutines', () => {
  it('behave as before when they are converted', async function () {
    this.timeout(240_000);
    const counts = { converted: 0, sites: 0 };
    for (let seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
      const text = coroutineProgram(new Dice(randomOf(seed)));
      const outcome = convertText('input.js', text, { transforms: ['coroutines'] });
      const findings = outcome.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n');
      assert.ok(/^(?:un)?changed$/.test(outcome.status), `seed ${seed}: ${findings}\n${text}\n${outcome.printed}`);
      counts.sites += outcome.decisions.length;
      counts.converted += outcome.decisions.filter(({ verdict }) => verdict !== 'leave').length;
      if (outcome.after === undefined) continue;
      for (const n of [0, 1, 2])
        assert.deepEqual(await run(outcome.after, n), await run(text, n), `seed ${seed}\n${text}\n${outcome.after}`);
    }
    // Leaving everything would be right as well; so a share has to be converted.
    assert.ok(counts.converted / counts.sites > 0.7, JSON.stringify(counts));
  });
});

/**
 * What the chain of `main` does: every event, in its order. What other chains have the shim log comes behind, sorted, since
 * turns may end elsewhere (E8); so does what has been looked at when the shim looks for errors that nobody has seen.
 */
async function run(text: string, n: number): Promise<string[]> {
  const scenario: Scenario = async ({ load, log, sleep, watch }) => {
    setLogger({ error: (message, error) => log('logged', message, error) });
    const lib = load({ './world': world(log, sleep, n) }) as { main(n: number): PromiseLike<unknown> };
    await watch('main', lib.main(n));
  };
  const module = { filename: '/fuzz/input.js', text, stubs: shimModules(), globals: {} };
  const events = await runScenario(scenario, module).finally(() => setLogger(undefined));
  const lines = events.map((event) => event.replace(/^@\d+ /, '')).filter((line) => !line.includes('never retrieved'));
  const isLog = (line: string): boolean => line.startsWith('logged');
  return [...lines.filter((line) => !isLog(line)), ...lines.filter(isLog).sort()];
}

type Log = (label: string, ...values: unknown[]) => void;

/** What the programs call: answers depend on the arguments alone. */
function world(log: Log, sleep: (ms: number) => Promise<void>, n: number): Record<string, unknown> {
  const size = (value: unknown): number => (typeof value === 'number' ? value : JSON.stringify(value ?? null).length);
  return {
    log,
    size,
    flip: (value: unknown) => (size(value) + n) % 3 === 0,
    op: (kind: number, value: unknown) => {
      if (kind === 0) return sleep(1 + (size(value) % 3)).then(() => size(value));
      if (kind === 1) return maybeFuture(size(value));
      if (kind === 2) return Promise.reject(new Error(`op ${size(value)}`));
      if (kind === 3) return [shimSleep(0.001), Promise.resolve(size(value))];
      return kind === 4 ? { then: (resolve: (result: unknown) => void) => resolve(value) } : kind;
    },
  };
}

/** Random numbers that a seed gives again. */
function randomOf(seed: number): ConstructorParameters<typeof Dice>[0] {
  let state = seed * 2654435761;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { nextInt: (min: number, max: number) => min + Math.floor(next() * (max - min + 1)) } as never;
}
