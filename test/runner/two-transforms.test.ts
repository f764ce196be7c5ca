import assert from 'node:assert/strict';
import type { Transform } from '../../core/index.js';
import { run } from '../../index.js';
import { fakeTransform } from '../support/fake-transform.js';
import { TempProject } from '../support/temp-project.js';

/** The fake under another name: it wants to change the same places. */
const secondFake: Transform = {
  ...fakeTransform,
  name: 'second',
  plan: (file, project, options) => {
    const plan = fakeTransform.plan(file, project, options);
    const rename = (id: string) => id.replace('#', '#second/');
    return {
      ...plan,
      decisions: plan.decisions.map((decision) => ({ ...decision, id: rename(decision.id), transform: 'second' })),
      rewrites: (plan.rewrites as { decision: string }[]).map((one) => ({ ...one, decision: rename(one.decision) })),
    };
  },
};

/** Changes what the first one leaves: calls of functions whose names begin with `new`. */
const follower: Transform = {
  name: 'follower',
  summary: 'calls the new twice',
  mayApply: (text) => text.includes('new') || text.includes('old'),
  plan: (file) => {
    const { path, text } = file.source;
    const start = text.search(/\b(?:old|new)Safe\(/);
    const end = text.indexOf(')', start) + 1;
    const decision = {
      id: `${path}#follower/0`,
      siteKey: '0',
      transform: 'follower',
      path,
      range: { start, end, line: 1, column: start + 1 },
      title: 'a call',
      verdict: 'convert' as const,
      applicability: 'safe' as const,
      reasons: [],
      requires: [],
      operations: 1,
    };
    const done = start < 0 || text.includes('void ');
    return {
      path,
      decisions: done ? [] : [decision],
      diagnostics: [],
      rewrites: done ? [] : [decision],
      shimImports: [],
    };
  },
  rewrite: (file, { rewrites }) =>
    (rewrites as { id: string; range: { start: number; end: number } }[]).map(({ id, range: { start, end } }) => ({
      start,
      end,
      text: `void ${file.source.text.slice(start, end)}`,
      decision: id,
    })),
};

describe('two transforms that change the same places', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  const convert = async (text: string, registry: readonly Transform[]) => {
    project = TempProject.committed({ 'package.json': '{}', 'a.js': text });
    const { files } = await run({ cwd: project.root, registry });
    return files[0]!;
  };

  it('takes turns: what had to wait is carried out in the next round, and nothing is said', async () => {
    const { status, after, decisions, diagnostics } = await convert('f(oldSafe(1));\n', [fakeTransform, follower]);
    assert.equal(status, 'changed');
    assert.equal(after, 'f(void newSafe(1));\n');
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      decisions.map(({ transform, verdict, reasons, range }) => [transform, verdict, reasons.length, range.start]),
      [
        ['fake', 'convert', 0, 2],
        ['follower', 'convert', 0, 2],
      ],
    );
  });

  it('forgets a site that the first one has done away with', async () => {
    const { after, decisions } = await convert('oldSafe(1);\n', [fakeTransform, secondFake]);
    assert.equal(after, 'newSafe(1);\n');
    assert.deepEqual(
      decisions.map(({ transform, verdict }) => [transform, verdict]),
      [['fake', 'convert']],
    );
  });

  it('says who had to wait when there is no further round', async () => {
    const { status, decisions, diagnostics } = await convert('oldSafe(1); oldUnbound();\n', [fakeTransform, follower]);
    assert.equal(status, 'refused');
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['CS7003'],
    );
    const waiting = decisions.find(({ transform }) => transform === 'follower')!;
    assert.equal(waiting.verdict, 'leave');
    assert.deepEqual(
      waiting.reasons.map(({ code }) => code),
      ['CS7020'],
    );
  });
});
