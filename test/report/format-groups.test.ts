import assert from 'node:assert/strict';
import type { SharedFunction } from '../../core/index.js';
import { formatGroups } from '../../report/format-groups.js';

const shared = (name: string, uses: number, awaited: number, ...reasons: string[]): SharedFunction => ({
  path: 'lib/a.js',
  line: 3,
  name,
  uses,
  awaited,
  blockers: reasons.map((reason) => ({ reason, place: 'lib/b.js:1' })),
});

describe('formatGroups', () => {
  it('names groups with their sizes, the largest first, and what keeps other functions from losing their callbacks', () => {
    const small = { functions: [shared('load', 1, 1)], decisions: 2, files: ['lib/a.js', 'lib/b.js'] };
    const large = { ...small, functions: [shared('save', 2, 2), shared('list', 1, 1)], decisions: 4 };
    const kept = [
      shared('stat', 41, 38, 'passed to router.use', 'used as a value'),
      shared('read', 7, 6, 'stored under first'),
    ];
    assert.deepEqual(formatGroups({ applied: [small, large], kept, calls: { known: 52, awaited: 48 } }, false), [
      'Of 52 calls of converted functions of other files, 48 would await them directly.',
      'Functions that lose their callbacks, with their callers in all files:',
      '  4 sites in 2 files: save (lib/a.js:3), list (lib/a.js:3)',
      '  2 sites in 2 files: load (lib/a.js:3)',
      'Functions that keep their callbacks, since not all of their callers are known to await them:',
      '  stat (lib/a.js:3): 38 of 41 uses await it; passed to router.use (lib/b.js:1), and 1 more',
      '  read (lib/a.js:3): 6 of 7 uses await it; stored under first (lib/b.js:1)',
      'Without this one, 1 function with 7 uses would lose the callback: stored under first (lib/b.js:1)',
    ]);
  });

  it('says how many functions only tests hold back', () => {
    const test = { reason: 'a test calls it', place: 'test/a.js:1', isTest: true };
    const policy = { reason: 'an entry point of the package exports it', place: 'lib/a.js', isPolicy: true };
    const kept = [
      { ...shared('load', 3, 2), blockers: [test] },
      { ...shared('save', 4, 2), blockers: [policy, test, test] },
      { ...shared('list', 9, 2), blockers: [test, { reason: 'used as a value', place: 'lib/b.js:1' }] },
    ];
    const lines = formatGroups({ applied: [], kept, calls: { known: 0, awaited: 0 } }, false);
    assert.equal(
      lines.at(-1),
      'Only tests keep the callbacks of 2 functions with 7 uses: --exports promise takes them away where the tests are converted as well.',
    );
  });

  it('says nothing where no function is called from another file', () => {
    assert.deepEqual(formatGroups({ applied: [], kept: [], calls: { known: 0, awaited: 0 } }, true), []);
  });

  it('names ten of many, and all of them when asked to', () => {
    const kept = Array.from({ length: 12 }, (_, index) => shared(`f${index}`, 2, 0, 'used as a value', 'called'));
    const groups = { applied: [], kept, calls: { known: 0, awaited: 0 } };
    assert.equal(formatGroups(groups, false).at(-1), '  … and 2 more functions');
    assert.equal(formatGroups(groups, true).length, 13);
  });
});
