import assert from 'node:assert/strict';
import { emptyCensus } from '../../core/index.js';
import { isLessGreen } from '../../corpus/run/measure-mode.js';
import { renderMarkdown, renderTable } from '../../corpus/run/render-report.js';
import type { ModeResult, PackageResult, RestInFile } from '../../corpus/run/results.js';
import { isGood } from '../../corpus/run/run-corpus.js';

const tests = { exit: 0, passing: 10, failing: 0, seconds: 1 };
const unit = (place: RestInFile['place'], code?: string): RestInFile => ({
  kind: 'completions',
  path: 'a.js',
  line: 1,
  place,
  ...(code !== undefined && { code }),
  unsafe: false,
  shape: 'callback-alone',
  inside: ['load'],
  text: 'cb();',
});
const mode: ModeResult = {
  mode: 'default',
  status: 'green',
  exit: 0,
  seconds: 1.5,
  filesChanged: 1,
  sites: { applied: 3, 'needs-unsafe': 1, left: 2, refused: 0 },
  verdicts: { dual: 2, convert: 1 },
  reasons: { CS4001: 2, CS9999: 1 },
  operations: 4,
  census: { ...emptyCensus, errorFirstHandlers: 2 },
  rest: [unit('declined', 'CS2015'), unit('detach'), unit('undecided'), unit('undecided')],
  across: [
    { path: 'a.js', line: 1, form: 'awaited', text: 'b.load(1)' },
    { path: 'a.js', line: 2, form: 'shim', text: "task.method(b, 'load', 2)" },
    { path: 'a.js', line: 3, form: 'shim', text: "task.method(b, 'load', 3)" },
  ],
  linesAdded: 20,
  linesRemoved: 30,
  tests,
  changedAgain: [],
};
const result: PackageResult = {
  name: 'one',
  version: '1.0.0',
  style: 'callback',
  files: 2,
  census: { ...emptyCensus, errorFirstHandlers: 4, completions: 4, nesting: [3, 1] },
  baseline: tests,
  modes: [mode],
  seconds: 9,
};
const broken: PackageResult = {
  name: 'two',
  version: '2.0.0',
  style: 'co',
  error: 'npm install failed:\n no',
  modes: [],
  seconds: 1,
};

describe('corpus report', () => {
  it('has a row for each package and the totals', () => {
    assert.equal(
      renderTable([result, { ...result, name: 'three' }]),
      [
        'default',
        'package      status        tests  after  sites  legacy  after  gone  lines    s',
        'one 1.0.0    green         10     10     3/6    8       2      75 %  +20 -30  1.5',
        'three 1.0.0  green         10     10     3/6    8       2      75 %  +20 -30  1.5',
        'all          2 of 2 green                6/12   16      4      75 %  +40 -60  3',
      ].join('\n'),
    );
  });

  it('has the census, the verdicts and the codes in Markdown', () => {
    const page = renderMarkdown([result], '0.1.0');
    for (const line of [
      '| one 1.0.0 | green | 10 | 10 | 3/6 | 8 | 2 | 75 % | +20 -30 | 1.5 |',
      '| errorFirstHandlers | 4 | 2 | 50 % |',
      '| nesting | 3 1 |  |  |',
      '| dual | 2 |',
      '| CS9999 |  | 1 | 0 |  |  |',
      '| declined | CS2015 timing-is-observed | 1 | 0 | 1 | 0 | 1 |',
      '| in a detach block |  | 1 | 0 | 1 | 0 | 1 |',
      '| nothing decided | completion in a function that only completes | 2 | 0 | 2 | 0 | 1 |',
      '| one | 1 | 2 | 0 |',
      '| all | 1 | 2 | 0 |',
    ])
      assert.ok(page.includes(`\n${line}\n`) || page.endsWith(`\n${line}\n`), line);
    assert.match(
      page,
      /^\| CS2015 \| timing-is-observed \| 0 \| 1 \| [^|]+ may complete before it returns[^|]+ \| [^|]+--unsafe/m,
    );
    assert.match(page, /^\| CS4001 \| handler-uses-this \| 2 \| 0 \| [^|]+ \| [^|]+ \|$/m);
    assert.ok(!page.includes('not green'));
  });

  it('says what is not green, and what could not be measured', () => {
    const worse: ModeResult = {
      ...mode,
      status: 'less-green',
      tests: { ...tests, exit: 1, passing: 9, failing: 1, tail: 'AssertionError' },
    };
    const unstable: ModeResult = { ...mode, mode: 'unsafe', status: 'unstable', changedAgain: ['index.js'] };
    const page = renderMarkdown([{ ...result, modes: [worse, unstable] }, broken], '0.1.0');
    for (const line of [
      '- one, default: less-green: AssertionError',
      '- one, unsafe: unstable: a second run changes index.js',
      '- two: not measured: npm install failed: no',
    ]) {
      assert.ok(page.includes(line), line);
    }
    assert.ok(page.includes('| one 1.0.0 | less-green | 10 | 9 (1 fail) exit 1 |'));
  });

  it('is good only when everything is', () => {
    assert.equal(isGood([result]), true);
    assert.equal(isGood([result, broken]), false);
    assert.equal(isGood([{ ...result, modes: [{ ...mode, status: 'failed' }] }]), false);
  });
});

describe('less green', () => {
  it('is a new exit code, a test less, a failure more', () => {
    assert.equal(isLessGreen({ passing: 10 }, tests, tests), false);
    assert.equal(isLessGreen({ passing: 10 }, tests, { ...tests, exit: 1 }), true);
    assert.equal(isLessGreen({ passing: 10 }, tests, { ...tests, passing: 9 }), true);
    assert.equal(isLessGreen({ passing: 10 }, tests, { ...tests, failing: 1 }), true);
    assert.equal(isLessGreen({ passing: 10 }, { ...tests, exit: 1 }, { ...tests, exit: 1 }), false);
  });

  it('is the exit code alone where the number of tests varies', () => {
    assert.equal(isLessGreen({ passing: null }, tests, { ...tests, passing: 3 }), false);
    assert.equal(isLessGreen({ passing: null }, tests, { ...tests, exit: 1 }), true);
  });
});
