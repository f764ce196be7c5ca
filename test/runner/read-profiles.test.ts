import assert from 'node:assert/strict';
import { run } from '../../runner/run.js';
import { TempProject } from '../support/temp-project.js';

const input = `const store = require('acme-store');

exports.load = function (key, callback) {
  store.open('main').fetch(key, function (problem, value) {
    if (problem) return callback(problem);
    callback(null, value);
  });
};
`;

const output = `const store = require('acme-store');
const { asCallback } = require('coshift-shim');

exports.load = function (key, callback) {
  return asCallback(callback, async () => store.open('main').fetch(key));
};
`;

const profile = {
  name: 'acme-store',
  modules: ['acme-store'],
  versions: '>=2.0.0',
  source: 'https://store.acme.example/api',
  shapes: {
    module: { members: { open: { callback: 'none', gives: 'Store' } } },
    Store: { members: { fetch: { callback: 'last', values: ['value'], promise: { via: 'omit-callback' } } } },
  },
};

describe('profiles of the user', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  const convert = async (
    files: Readonly<Record<string, string>>,
    profiles: readonly string[] = [],
    version = '^2.1.0',
  ) => {
    project = new TempProject({
      'package.json': JSON.stringify({ dependencies: { 'acme-store': version } }),
      'lib/load.js': input,
      ...files,
    });
    const report = await run({ cwd: project.root, profiles });
    const { after } = report.files.find(({ path }) => path === 'lib/load.js') ?? {};
    return { after, diagnostics: report.diagnostics.map(({ code, path, message }) => ({ code, path, message })) };
  };

  it('are read from the folder of the project', async () => {
    const { after } = await convert({ 'coshift-profiles/acme-store.json': JSON.stringify(profile) });
    assert.equal(after, output);
  });

  it('are read from files and folders that are named', async () => {
    const files = { 'tools/profiles/acme-store.json': JSON.stringify(profile) };
    assert.equal((await convert(files, ['tools/profiles/acme-store.json'])).after, output);
    project.remove();
    assert.equal((await convert(files, ['tools/profiles'])).after, output);
  });

  it('say nothing about other versions', async () => {
    const files = { 'coshift-profiles/acme-store.json': JSON.stringify(profile) };
    const { after } = await convert(files, [], '^1.0.0');
    assert.equal(after, undefined);
  });

  it('tell when a function calls back', async () => {
    const text = input
      .replace('callback(null, value);\n  });', "callback(null, value);\n  });\n  console.log('asked');")
      .replace('(problem, value)', '(err, value)')
      .replaceAll('problem', 'err');
    const timed = (completes: string) => {
      const { shapes } = structuredClone(profile);
      Object.assign(shapes.Store.members.fetch, { completes });
      return { 'lib/load.js': text, 'coshift-profiles/store.json': JSON.stringify({ ...profile, shapes }) };
    };
    assert.match((await convert(timed('later'))).after!, /async \(\) => store\.open\('main'\)\.fetch\(key\)\);/);
    project.remove();
    assert.match(
      (await convert(timed('maybe-at-once'))).after!,
      /yield task\.method\(store\.open\('main'\), 'fetch', key\)/,
    );
  });

  const faults: readonly [string, string, RegExp][] = [
    ['is no JSON', '{', /JSON/],
    ['has a key that nobody reads', JSON.stringify({ ...profile, shape: {} }), /shape/],
    ['lacks its source', JSON.stringify({ ...profile, source: undefined }), /source/],
    ['has no range of versions', JSON.stringify({ ...profile, versions: 'new' }), /no range of versions: "new"/],
    [
      'names a shape that it does not have',
      JSON.stringify({ ...profile, parts: { 'acme-store/sync': 'Sync' } }),
      /no shape named "Sync"/,
    ],
  ];
  for (const [title, text, message] of faults) {
    it(`stop the run when one ${title}`, async () => {
      const { after, diagnostics } = await convert({ 'coshift-profiles/bad.json': text });
      assert.equal(after, undefined);
      assert.deepEqual(
        diagnostics.map(({ code, path }) => ({ code, path })),
        [{ code: 'CS1302', path: 'coshift-profiles/bad.json' }],
      );
      assert.match(diagnostics[0]!.message, message);
    });
  }

  it('stop the run when a file that was named does not exist', async () => {
    const { diagnostics } = await convert({}, ['nowhere.json']);
    assert.equal(diagnostics[0]?.code, 'CS1302');
  });
});
