import assert from 'node:assert/strict';
import { defaultRunOptions, type RunOptions } from '../../../core/index.js';
import { CacheStore } from '../../../runner/cache/cache-store.js';
import { StepCache } from '../../../runner/cache/step-cache.js';
import { planProject } from '../../../runner/plan-project.js';
import { planSources } from '../../../runner/planning/plan-sources.js';
import { parse } from '../../../syntax/parse.js';
import { transforms } from '../../../transforms/registry.js';
import { TempProject } from '../../support/temp-project.js';

const text = `var fs = require('fs');

exports.size = function (file, cb) {
  fs.stat(file, function (err, stats) {
    if (err) return cb(err);
    cb(null, stats.size);
  });
};

exports.text = function (file, cb) {
  fs.readFile(file, 'utf8', function (err, text) {
    if (err) return cb(err);
    cb(null, text);
  });
};
`;

describe('a cache, when sites are withheld', () => {
  let project: TempProject;

  before(() => {
    project = new TempProject({ 'package.json': '{}', 'a.js': text });
  });

  after(() => project.remove());

  /** The verdicts about the file, and how often it was parsed. */
  async function plan(withhold?: RunOptions['withhold']) {
    const steps = new StepCache(new CacheStore(project.root, project.path('cache'), 'test'));
    const sources = [{ path: 'a.js', text }];
    let parses = 0;
    const read = (source: { path: string; text: string }) => (parses++, parse(source));
    const known = planProject({ root: project.root, files: sources, parse: read, steps });
    const options = { ...defaultRunOptions, ...(withhold && { withhold }) };
    const planning = planSources({ sources, parse: read, known, options, transforms, steps });
    let step = planning.next();
    while (!step.done) step = planning.next();
    const result = step.value.planner.plans.get('a.js')!;
    assert.ok('planned' in result);
    await steps.save();
    const decisions = result.planned.flatMap((one) => one.plan.decisions);
    return { verdicts: decisions.map(({ siteKey, verdict }) => `${siteKey} ${verdict}`).sort(), parses };
  }

  const withoutSize: RunOptions['withhold'] = ({ key }) =>
    key === 'exports.size' ? { reason: 'conversion-not-tried', detail: '', command: 'npm test' } : undefined;

  it('asks about each site', async () => {
    const all = ['exports.size dual', 'exports.text dual'];
    const first = await plan();
    assert.deepEqual(first.verdicts, all);
    assert.ok(first.parses > 0);
    const less = await plan(withoutSize);
    assert.ok(less.verdicts.includes('exports.text dual'));
    assert.ok(!less.verdicts.includes('exports.size dual'), less.verdicts.join());
    assert.ok(less.parses > 0);
    assert.deepEqual(await plan(), { verdicts: all, parses: 0 });
    assert.deepEqual(await plan(withoutSize), { verdicts: less.verdicts, parses: 0 });
    assert.deepEqual(await plan(() => undefined), { verdicts: all, parses: 0 });
  });
});
