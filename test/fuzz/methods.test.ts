import assert from 'node:assert/strict';
import { runScenario, type Scenario } from '../support/exec/run-scenario.js';
import { convertText } from '../support/convert-text.js';
import { shimModules } from '../support/shim-modules.js';
import { Dice } from './generate/dice.js';
import { methodProgram } from './method-program.js';

const PROGRAMS = Number(process.env['METHOD_PROGRAMS'] ?? 300);
const FIRST = Number(process.env['METHOD_SEED'] ?? 1);

describe('random programs of methods and promises', () => {
  it('behave as before when they are converted', async function () {
    this.timeout(480_000);
    const counts = { programs: 0, chains: 0, promises: 0, left: {} as Record<string, number> };
    for (let seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
      const { text, isTouched } = methodProgram(new Dice(randomOf(seed)));
      const outcome = convertText('input.js', text, { transforms: ['node-callbacks'] });
      const findings = outcome.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n');
      assert.ok(/^(?:un)?changed$/.test(outcome.status), `seed ${seed}: ${findings}\n${text}\n${outcome.printed}`);
      if (!isTouched) counts.programs++;
      if (!isTouched && /asCallback/.test(outcome.printed)) counts.chains++;
      if (!isTouched && !/new Promise\(\(resolve, reject\)/.test(outcome.printed)) counts.promises++;
      for (const { reasons, verdict } of outcome.decisions)
        if (verdict === 'leave' && !isTouched)
          for (const { code } of reasons) counts.left[code] = (counts.left[code] ?? 0) + 1;
      if (outcome.after === undefined) continue;
      for (const world of [0, 1, 2, 3])
        assert.deepEqual(
          await run(outcome.after, world),
          await run(text, world),
          `seed ${seed}, world ${world}\n${text}\n${outcome.after}`,
        );
    }
    if (process.env['METHOD_PROGRAMS']) console.log(JSON.stringify(counts));
    // Leaving everything would be right as well; so a share has to be converted.
    assert.ok(counts.chains / counts.programs > 0.7, JSON.stringify(counts));
    assert.ok(counts.promises / counts.programs > 0.7, JSON.stringify(counts));
  });
});

/** Two calls at a time that do not meet, then the promise; answers depend on the key and the world alone. */
async function run(text: string, world: number): Promise<string[]> {
  const fails = (key: string): boolean => world > 0 && (key.length + world) % (world + 1) === 0;
  const scenario: Scenario = async ({ load, log, operation, callback, sleep, watch }) => {
    const answer = (name: string) => (key: string) =>
      fails(key)
        ? [Object.assign(new Error(`${name} ${key}`), world === 3 ? { code: 'ENOENT' } : {})]
        : [null, `${name} of ${key}`];
    const ops = {
      read: operation('read', 3, answer('read')),
      save: operation('save', 7, answer('save')),
      query: operation('query', 11, answer('query')),
      flag: (id: string) => (id.charCodeAt(1) + world) % 4 === 0,
      log: (...values: unknown[]) => log('ops', ...values),
    };
    const files = {
      readFile: operation('readFile', 5, answer('readFile')),
      stat: operation('stat', 2, answer('stat')),
    };
    const lib = load({ fs: files, './ops': ops }) as Record<string, (...args: unknown[]) => unknown>;
    for (const key of ['a', 'bb']) {
      const result = lib['job']!(key, (...values: unknown[]) => log(key, ...values), callback(`done ${key}`));
      log(`${key} returned`, result);
      await sleep(1000);
    }
    for (const key of ['c', 'dd'])
      await watch(key, lib['promise']!(key, (...values: unknown[]) => log(key, ...values)) as Promise<unknown>);
  };
  const events = await runScenario(scenario, { filename: '/fuzz/input.js', text, stubs: shimModules(), globals: {} });
  // A call that completed at once returns before it completes (E3).
  return [
    ...events.filter((line) => !line.includes(' returned ')),
    ...events.filter((line) => line.includes(' returned ')),
  ];
}

/** A small generator of random numbers: the same seed gives the same program everywhere. */
function randomOf(seed: number): ConstructorParameters<typeof Dice>[0] {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return { nextInt: (min: number, max: number) => min + Math.floor(next() * (max - min + 1)) } as never;
}
