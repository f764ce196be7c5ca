import assert from 'node:assert/strict';
import { defaultRunOptions, diagnose, type Decision, type Diagnostic, type RunReport } from '../../core/index.js';
import { formatPretty } from '../../report/format-pretty.js';
import { summarise } from '../../report/summarise.js';

const range = { start: 0, end: 1, line: 1, column: 1 };
const note = diagnose('call-value-used', { callee: 'open' }, 'a.js', range);
const warning = diagnose('handler-uses-this', { callee: 'open' }, 'a.js', range);

function reportWith(
  reasons: readonly Diagnostic[],
  verdict: Decision['verdict'],
  applicability: Decision['applicability'] = verdict === 'leave' ? 'manual' : 'safe',
): RunReport {
  const decision: Decision = {
    id: 'a.js#open',
    siteKey: 'open',
    transform: 'fake',
    path: 'a.js',
    range,
    title: 'open',
    verdict,
    applicability,
    reasons,
    requires: [],
    operations: 0,
  };
  return {
    schemaVersion: 1,
    toolVersion: '0',
    root: '/',
    options: defaultRunOptions,
    files: [{ path: 'a.js', status: 'unchanged', edits: [], decisions: [decision], diagnostics: [], shimImports: [] }],
    diagnostics: [],
    written: false,
    interrupted: false,
  };
}

describe('reasons that a report shows', () => {
  it('a note, where nothing else says why a site was left', () => {
    const report = reportWith([note], 'leave');
    assert.match(formatPretty(report), /leave +open\n +CS1008 call-value-used: /);
    assert.deepEqual(summarise(report).reasons, [{ code: 'CS1008', sites: 1 }]);
  });

  it('no note beside a warning, unless all is asked for', () => {
    const report = reportWith([note, warning], 'leave');
    assert.doesNotMatch(formatPretty(report), /CS1008/);
    assert.match(formatPretty(report, { verbose: true }), /CS1008[^]*CS4001/);
    assert.deepEqual(summarise(report).reasons, [{ code: 'CS4001', sites: 1 }]);
  });

  it('a site that only an assumption keeps back needs --unsafe, and is left when even that did not help', () => {
    const report = reportWith([warning], 'leave', 'unsafe');
    assert.match(formatPretty(report), /unsafe +open\n/);
    assert.match(formatPretty({ ...report, options: { ...report.options, unsafe: true } }), /leave +open\n/);
  });

  it('no note of a site that was converted, unless all is asked for', () => {
    const report = reportWith([note], 'convert');
    assert.doesNotMatch(formatPretty(report), /CS1008/);
    assert.match(formatPretty(report, { verbose: true }), /CS1008/);
    assert.deepEqual(summarise(report).reasons, []);
  });
});
