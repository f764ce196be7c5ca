import fs from 'node:fs';
import path from 'node:path';
import { writeExpectation } from '../support/read-expectation.js';
import type { Outcome } from './check-program.js';
import { argumentsOf, chainOf, isCallbackAbsent, runProgram } from './run/run-program.js';
import type { Plan } from './run/plan.js';
import type { Asked } from './run/world.js';

/**
 * Writes a program that fails as a fixture: its source, what the conversion gives now, and a scenario with the answers
 * that the program got under the plan that showed the difference. The fixture fails until the conversion is right.
 *
 * @param folder is made; its name becomes the name of the fixture
 */
export async function saveFixture(folder: string, outcome: Outcome, shim: Record<string, unknown>): Promise<void> {
  const { source, input, output, plan } = outcome;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'input.js'), input);
  if (output !== '' && output !== input) fs.writeFileSync(path.join(folder, 'output.js'), output);
  const title = outcome.problem.split('\n')[0]!;
  writeExpectation(path.join(folder, 'expect.json'), { title, cases: [], diagnostics: outcome.diagnostics });
  if (!plan) return;
  const asked: Asked = new Map();
  await runProgram(input, source.entries, plan, shim, asked);
  await runProgram(output, source.entries, plan, shim, asked).catch(() => []);
  fs.writeFileSync(path.join(folder, 'exec.js'), scenarioText(outcome, plan, asked));
}

function scenarioText({ source }: Outcome, plan: Plan, asked: Asked): string {
  const answers = [...asked].map(([key, said]) => `  ${quoted(key)}: ${literal(said)},`);
  const calls = source.entries.flatMap((entry) =>
    Array.from({ length: plan.calls }, (_, number) => {
      const args = argumentsOf(entry, plan, number).map(literal);
      const chain = chainOf(entry, number);
      if (!isCallbackAbsent(entry, plan)) args.push(`done(${quoted(chain)})`);
      const object =
        entry.owner === undefined
          ? 'program'
          : entry.owner === 'table'
            ? 'program.table'
            : `new program.${entry.owner}()`;
      return `    chains.run(${quoted(chain)}, () => attempt(${quoted(chain)}, () => ${object}.${entry.name}(${args.join(', ')})));`;
    }),
  );
  return template
    .replace('ANSWERS', () => answers.join('\n'))
    .replace('CALLS', () => calls.join('\n'))
    .replace('NAME', () => quoted(plan.name))
    .replace('KEY', plan.calls > 1 ? '`${String(key)} ${chains.getStore()}`' : 'key')
    .replace('THROWS', plan.throws ? "\n      throw new Error('thrown by the callback');" : '');
}

const template = `import { AsyncLocalStorage } from 'node:async_hooks';

const failure = (message, fields) => Object.assign(new Error(message), fields);

/** What the operations, flags and lists of the program give, by their keys. */
const answers = {
ANSWERS
};

const chains = new AsyncLocalStorage();
const answer = (key) => answers[KEY];
const keyOf = (args) =>
  args
    .slice(0, 2)
    .map((arg) => (typeof arg === 'string' || typeof arg === 'number' ? String(arg) : '?'))
    .join(' ');

export const scenarios = {
  NAME: ({ load, log, clock, attempt }) => {
    const operation = (name) => (...args) => {
      const callback = args.pop();
      log(\`\${name} starts\`, ...args);
      const { ms, args: result } = answer(keyOf(args));
      clock.timers.setTimeout(() => callback.apply({ tag: 'owner' }, result), ms);
    };
    const operations = (names) => Object.fromEntries(names.map((name) => [name, operation(name)]));
    const inSeries = (key, items, step, done) => {
      log('series starts', key);
      const next = (index) => {
        if (index === items.length) return clock.timers.setTimeout(() => done(null, index), 1);
        step(items[index], (error) => (error ? done(error) : next(index + 1)));
      };
      next(0);
    };
    const ops = {
      ...operations(['read', 'find', 'save', 'query', 'remove']),
      cached: (...args) => args.pop()(...answer(keyOf(args)).args),
      log: (...values) => log('log', ...values),
      flag: answer,
      choice: answer,
      items: (key) => Array.from({ length: answer(key) }, (_, index) => index + 1),
      parse: (key) => {
        if (answer(key)) throw new Error(\`\${key} is malformed\`);
        return \`\${key} parsed\`;
      },
      boom: (key) => {
        if (answer(key)) throw new Error(\`boom \${key}\`);
      },
      breaks: answer,
      broken: (key) => new Error(\`boom \${key}\`),
      each: inSeries,
      inSeries,
      source: (key) => {
        log('source', key);
        const { ms, args: [error, value] } = answer(key);
        const handlers = new Map();
        clock.timers.setTimeout(() => (error ? handlers.get('error')(error) : handlers.get('end')(value)), ms);
        const on = (event, handler) => void handlers.set(event, handler);
        return { on, once: on };
      },
      watch: (key, read) => clock.timers.setTimeout(() => log('watched', key, read()), 5000),
    };
    const fs = operations(['readFile', 'stat', 'unlink', 'writeFile', 'readdir', 'mkdir']);
    const done = (label) => (...args) => {
      log(\`\${label} done\`, ...args);THROWS
    };
    const program = load({ fs, './ops': ops });
CALLS
  },
};
`;

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

function literal(value: unknown): string {
  if (value instanceof Error) {
    const { code } = value as NodeJS.ErrnoException;
    return `failure(${quoted(value.message)}, { code: ${literal(code)} })`;
  }
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${literal(inner)}`)
      .join(', ')} }`;
  }
  return String(value);
}
