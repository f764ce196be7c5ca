import assert from 'node:assert/strict';
import { conversionPlanner, type PlanConversion, type PlannedConversion } from '../../runner/plan-conversion.js';
import { prepareRun } from '../../runner/prepare-run.js';
import { completeSettings } from '../../runner/run-settings.js';
import {
  convertedSites,
  unsafeNames,
  withholdOthers,
  type ConvertedSite,
} from '../../runner/verify/conversion-sites.js';
import { loadFixtures } from '../support/load-fixtures.js';
import { TempProject } from '../support/temp-project.js';

const settingsOf = (cwd: string) => completeSettings({ cwd, options: { koa: true, unsafe: true } });

const broken = ({ outcomes }: PlannedConversion): string[] =>
  outcomes.filter(({ status }) => status === 'refused' || status === 'failed').map(({ path }) => path);

/** All fixtures in one project, so that every rule of every transform has something to take back. */
describe('withholding sites of a conversion', function () {
  this.timeout(240_000);
  let project: TempProject;
  let plan: PlanConversion;
  let whole: PlannedConversion;
  let sites: readonly ConvertedSite[];

  before(async () => {
    const inputs = loadFixtures().map((one) => [`${one.transform}/${one.name}/${one.inputName}`, one.input]);
    const manifest = '{ "name": "all", "dependencies": { "co": "4", "bluebird": "3", "q": "1" } }\n';
    project = new TempProject({ 'package.json': manifest, ...Object.fromEntries(inputs) });
    const settings = settingsOf(project.root);
    plan = conversionPlanner(await prepareRun(settings), settings);
    whole = await plan();
    sites = convertedSites(whole.outcomes, settings.options);
  });

  after(() => project.remove());

  const planWith = (applied: readonly ConvertedSite[]): Promise<PlannedConversion> => {
    const unsafe = unsafeNames(whole.outcomes, settingsOf(project.root).options);
    const selection = { whole: sites, applied: new Set(applied), unsafe, command: 'test', details: new Map() };
    return plan(withholdOthers(selection));
  };

  it('gives the originals when no site may convert', async () => {
    assert.ok(sites.length > 400, `${sites.length} sites`);
    assert.equal(new Set(sites.map(({ decision }) => decision.transform)).size, 4);
    const { outcomes } = await planWith([]);
    assert.deepEqual(
      outcomes.filter(({ status }) => status === 'changed').map(({ path }) => path),
      [],
    );
    assert.deepEqual(broken({ ...whole, outcomes }), broken(whole));
  });

  it('converts the others, and nothing else, when every second one may', async () => {
    const applied = sites.filter((_, index) => index % 2 === 0);
    const conversion = await planWith(applied);
    assert.deepEqual(broken(conversion), broken(whole));
    const converted = convertedSites(conversion.outcomes, settingsOf(project.root).options);
    const names = new Set(applied.map(({ name }) => name));
    assert.deepEqual(
      converted.filter(({ name }) => !names.has(name)).map(({ id }) => id),
      [],
    );
    const ids = new Set(converted.map(({ id }) => id));
    const lost = applied.filter(({ id }) => !ids.has(id));
    // A site may need another one: a generator that only a site of its own runs.
    assert.ok(lost.length < applied.length / 20, lost.map(({ id }) => id).join('\n'));
  });

  it('says of each site that is withheld why it stays', async () => {
    const [kept] = sites;
    const others = sites.slice(1);
    const { outcomes } = await planWith(others);
    const left = outcomes
      .flatMap(({ decisions }) => decisions)
      .filter(({ reasons }) => reasons.some(({ code }) => code === 'CS7051'))
      .map(({ path, range, verdict }) => `${path}:${range.start} ${verdict}`);
    assert.deepEqual(left, [`${kept!.path}:${kept!.decision.range.start} leave`]);
  });
});
