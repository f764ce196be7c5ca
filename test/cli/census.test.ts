import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { censusCounts } from '../../core/index.js';
import { transforms } from '../../transforms/registry.js';
import { runInProcess } from '../support/run-in-process.js';
import { TempProject } from '../support/temp-project.js';

const schema = JSON.parse(readFileSync(new URL('../../schema/census.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

function assertValid(census: unknown): void {
  assert.ok(validate(census), JSON.stringify(validate.errors));
}

/** Three units, which convert. */
const load = `const fs = require('fs');
exports.load = function load(path, cb) {
  fs.readFile(path, 'utf8', function (err, text) {
    if (err) return cb(err);
    cb(null, text);
  });
};
`;
/** Two units in a function that can end without completing: the handler converts, the completion stays. */
const watch = `const fs = require('fs');
exports.watch = function watch(path, cb) {
  fs.stat(path, function (err, stats) {
    if (stats.isFile()) cb(null, stats);
  });
};
`;

describe('the census of check', () => {
  let project: TempProject;

  beforeEach(() => {
    project = TempProject.committed({
      'package.json': '{ "name": "one", "dependencies": { "coshift-shim": "*" } }\n',
      'lib/load.js': load,
      'lib/deep/watch.js': watch,
      'main.js': "p.then(run);\nsetTimeout(() => run(), 1);\nrequire('./lib/load').load('a', console.log);\n",
    });
  });

  afterEach(() => project.remove());

  const check = (args: readonly string[] = [], columns?: number) =>
    runInProcess(project.root, ['check', ...args], { registry: transforms, columns });
  const censusOf = async (args: readonly string[] = []) =>
    JSON.parse((await check([...args, '--format', 'json'])).stdout).census;

  it('opens the report: how much, where, what goes and what holds the rest', async () => {
    const { code, stdout } = await check();
    assert.equal(code, 0);
    const head = stdout.slice(0, stdout.indexOf('\n\n'));
    assert.match(head, /^Census: 5 legacy places in 2 files: 2 error-first handlers, 3 completions\.\n/);
    assert.match(head, /\n4 of them would go \(80 %\); 1 stays\.\n/);
    assert.match(head, /\n {2}lib {7}#{40} {2}3 100 %\n {2}lib\/deep {2}#{14}\.{13} {15}2 {2}50 %\n/);
    assert.match(head, /\n {2}# would go {3}\+ with --unsafe {3}\. stays\n/);
    assert.match(head, /\nBeside them: 2 callback parameters, 1 \.then handler, 1 timer handler\.\n/);
    assert.match(head, /\nWhat holds the rest:\n {2}1 {2}CS2001 path-without-completion$/);
    assert.ok(stdout.indexOf('Census:') < stdout.indexOf('lib/load.js\n'), 'before the sites');
  });

  it('fits narrow terminals, at last without bars', async () => {
    for (const columns of [100, 60, 40, 24]) {
      const { stdout } = await check([], columns);
      const bars = stdout.split('\n').filter((line) => / \d+ %$/.test(line));
      assert.equal(bars.length, 2);
      for (const line of bars) assert.ok(line.length <= columns, `${columns}: ${line}`);
      assert.equal(/[#.]{4}/.test(bars.join()), columns > 24, `${columns}`);
    }
  });

  it('names the places of what no site names, as they are in the file', async () => {
    project.write({
      'lib/load.js': `${load}exports.once = (callback) => () => {
  callback.apply(null, arguments);
};
exports.all = function (list, cb) {
  if (list.length === 0) cb(null, []);
  list.forEach((item) => cb(null, item));
};
`,
    });
    const { stdout } = await check();
    const head = stdout.slice(0, stdout.indexOf('\n\n'));
    const rows = head.slice(head.indexOf('What holds the rest:')).split('\n').slice(1);
    assert.deepEqual(rows, [
      '  1  CS2001 path-without-completion',
      '  1  CS1406 callback-in-inner-function: lib/load.js:9',
      '  1  CS1407 callback-also-handed-on: lib/load.js:12',
      '  1  CS1405 callback-in-handed-function: lib/load.js:13',
    ]);
    const { rest } = await censusOf();
    assert.deepEqual(rest[1].files, [{ path: 'lib/load.js', lines: [9] }]);
    assert.deepEqual([rest[0].undecided, rest[1].undecided], [undefined, true]);
  });

  it('names three places of each reason, and all with -v', async () => {
    const calls = [1, 2, 3, 4, 5].map((number) => `exports.f${number} = (list) => list.map((cb) => cb());\n`);
    project.write({ 'lib/calls.js': calls.join('') });
    const row = async (args: string[]) => /CS1408 .*/.exec((await check(args)).stdout)?.[0];
    assert.equal(await row([]), 'CS1408 nothing-to-wait-for: lib/calls.js:1, 2, 3, 2 more');
    assert.equal(await row(['-v']), 'CS1408 nothing-to-wait-for: lib/calls.js:1, 2, 3, 4, 5');
  });

  it('--no-census leaves it out, as do convert and -q', async () => {
    assert.ok(!(await check(['--no-census'])).stdout.includes('Census'));
    assert.equal(await censusOf(['--no-census']), undefined);
    const { stdout, stderr } = await runInProcess(project.root, ['convert'], { registry: transforms });
    assert.ok(!(stdout + stderr).includes('Census'));
    assert.equal((await check(['-q'])).stdout, '');
  });

  it('is part of the JSON, by its published schema, and adds up', async () => {
    const census = await censusOf();
    assertValid(census);
    assert.deepEqual(Object.keys(schema.$defs.census.properties).sort(), [...censusCounts, 'nesting'].sort());
    const { total, converts, unsafe, stays } = census.legacy;
    assert.deepEqual([total, converts, unsafe, stays], [5, 4, 0, 1]);
    const units = (rows: readonly { units?: number; total?: number }[]) =>
      rows.reduce((sum, row) => sum + (row.units ?? row.total ?? 0), 0);
    assert.equal(units(census.rest), unsafe + stays);
    assert.equal(units(census.folders), total);
    assert.equal(units(census.files), total);
    assert.deepEqual(
      census.folders.map(({ path }: any) => path),
      ['lib', 'lib/deep'],
    );
    assert.equal(census.filesCounted, 3);
  });

  it('does not depend on what converts', async () => {
    const { before } = await censusOf();
    const { stdout } = await runInProcess(project.root, ['check', '--format', 'json']);
    const other = JSON.parse(stdout).census;
    assert.deepEqual(other.before, before);
    assert.deepEqual(other.after, before);
    assertValid(other);
    assert.deepEqual(
      other.rest.map(({ place, name, units }: any) => [place, name, units]),
      [
        ['undecided', 'callback-in-handed-function', 3],
        ['undecided', 'handler-of-unknown-call', 2],
      ],
    );
  });

  it('counts a single file alone', async () => {
    const { stdout } = await check(['lib/load.js']);
    assert.match(
      stdout,
      /^Census: 3 legacy places in 1 file: 1 error-first handler, 2 completions\.\n3 of them would go/,
    );
  });

  it('says what could not be counted, and exits as without it', async () => {
    project.write({ 'lib/broken.js': 'fs.readFile(path, function (err) {\n' });
    const { code, stdout } = await check();
    assert.equal(code, 2);
    assert.match(stdout, /\nNot counted: 1 file that could not be read or parsed\.\n/);
    const census = await censusOf();
    assertValid(census);
    assert.deepEqual([census.filesCounted, census.filesFailed], [3, 1]);
  });

  it('says nothing where there is nothing', async () => {
    project.write({ 'lib/load.js': '', 'lib/deep/watch.js': '', 'main.js': '' });
    assert.equal((await check()).stdout, 'Nothing to convert.\n');
    const census = await censusOf();
    assertValid(census);
    assert.equal(census.legacy.total, 0);
  });

  it('says so where only other styles are left', async () => {
    project.write({ 'lib/load.js': '', 'lib/deep/watch.js': '' });
    assert.match(
      (await check()).stdout,
      /^Census: no error-first handlers, completions or runner yields\.\nBeside them: 1 \.then handler, 1 timer handler\.\n\n/,
    );
  });
});
