import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { coroutineBasics } from './conformance/coroutine-basics.js';
import { coroutineInterop } from './conformance/coroutine-interop.js';
import { coroutineLists } from './conformance/coroutine-lists.js';
import { coroutineQueues } from './conformance/coroutine-queues.js';
import { coroutineTime } from './conformance/coroutine-time.js';
import { differences } from './conformance/differences.js';
import { engineContexts } from './conformance/engine-contexts.js';
import { engineErrors } from './conformance/engine-errors.js';
import { engineKeys } from './conformance/engine-keys.js';
import { engineLists } from './conformance/engine-lists.js';
import { engineTasks } from './conformance/engine-tasks.js';
import { moreContexts } from './conformance/more-contexts.js';
import { moreCoroutines } from './conformance/more-coroutines.js';
import { moreEngine } from './conformance/more-engine.js';
import { moreNative } from './conformance/more-native.js';
import { moreQueues } from './conformance/more-queues.js';
import { record, type Row, type Scenario } from './conformance/env.js';

interface Recorded {
  readonly tornado: string;
  readonly doc: string;
  readonly trace: Row[];
}

const readTraces = (name: string): Record<string, Recorded> =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Record<string, Recorded>;
const recorded = { ...readTraces('traces.json'), ...readTraces('more-traces.json') };
const scenarios: Record<string, Scenario> = {
  ...engineTasks,
  ...engineKeys,
  ...engineErrors,
  ...engineLists,
  ...engineContexts,
  ...coroutineBasics,
  ...coroutineLists,
  ...coroutineTime,
  ...coroutineInterop,
  ...coroutineQueues,
  ...moreEngine,
  ...moreContexts,
  ...moreCoroutines,
  ...moreQueues,
  ...moreNative,
};

/** Log rows are compared by level and error, because the texts name loggers of Python; sets print as in Python 3. */
function comparable(trace: readonly Row[]): unknown[] {
  return trace.map((row) => (row[1] === 'LOG' ? [row[0], 'LOG', row[2], setText(row.at(-1))] : row));
}

function setText(text: unknown): string {
  return String(text).replace(/set\(\[(.*)\]\)/, '{$1}');
}

describe('conformance with the recorded traces of Tornado', () => {
  it('has a scenario for each recorded trace, and no other', () => {
    assert.deepEqual(Object.keys(scenarios).sort(), Object.keys(recorded).sort());
  });

  it('lists differences of known scenarios only, each one with its reason', () => {
    for (const [name, { why }] of Object.entries(differences)) {
      assert.ok(name in recorded, `${name} is not a scenario`);
      assert.ok(why.length > 20, `${name} gives no reason`);
    }
  });

  for (const [name, { doc, tornado, trace }] of Object.entries(recorded)) {
    const difference = differences[name];
    const title = `${name}${doc === '' ? '' : `: ${doc}`} (Tornado ${tornado}${difference === undefined ? '' : ', differs'})`;
    it(title, async () => {
      const actual = comparable(await record(scenarios[name]!));
      if (difference === undefined) {
        assert.deepEqual(actual, comparable(trace));
      } else {
        assert.deepEqual(actual, comparable(difference.trace));
        assert.notDeepEqual(actual, comparable(trace), 'the difference is gone: take it out of the table');
      }
    });
  }
});
