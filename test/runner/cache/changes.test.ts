import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { run } from '../../../index.js';
import { CachedProject } from '../../support/cached-project.js';

const files = {
  'package.json': JSON.stringify({ name: 'notes', main: 'lib/index.js', dependencies: { 'acme-store': '^2.0.0' } }),
  'lib/read.js': `var fs = require('fs');

exports.read = function read(file, cb) {
  fs.readFile(file, 'utf8', function (err, text) {
    if (err) return cb(err);
    cb(null, text);
  });
};
`,
  'lib/index.js': `var reader = require('./read');

exports.title = function title(file, cb) {
  reader.read(file, function (err, text) {
    if (err) return cb(err);
    cb(null, text.split('\\n')[0]);
  });
};
`,
  'lib/store.js': `var store = require('acme-store');

exports.load = function (key, cb) {
  store.fetch(key, function (err, value) {
    if (err) return cb(err);
    cb(null, value);
  });
};
`,
  'test/read.test.js': `require('../lib/index').title(__filename, function (err) {
  if (err) throw err;
});
`,
};

const profile = {
  name: 'acme-store',
  modules: ['acme-store'],
  versions: '>=2.0.0',
  source: 'https://store.acme.example/api',
  shapes: {
    module: { members: { fetch: { callback: 'last', values: ['value'], promise: { via: 'omit-callback' } } } },
  },
};

describe('a cache, when something else changes than the file', () => {
  let project: CachedProject;
  let before: string;

  beforeEach(async () => {
    project = new CachedProject(files);
    before = await project.same('at first');
    await project.same('again');
  });

  afterEach(() => project.remove());

  /** What becomes of a file: its new text. */
  const textOf = (report: string, name: string): string | undefined =>
    (JSON.parse(report) as { files: { path: string; after?: string }[] }).files.find((file) => file.path === name)
      ?.after;

  it('notices that a callee of another file converts no more', async () => {
    assert.match(textOf(before, 'lib/index.js')!, /await reader\.read\(file\)/);
    project.write({ 'lib/read.js': files['lib/read.js'].replace('cb(null, text);', 'cb(null, text);\n    cb(null);') });
    const report = await project.same('the callee calls twice');
    assert.doesNotMatch(textOf(report, 'lib/index.js') ?? '', /await reader\.read\(file\)/);
  });

  it('notices that a test replaces a function of Node', async () => {
    assert.match(textOf(before, 'lib/read.js')!, /promises/);
    project.write({ 'test/stub.test.js': `require('sinon').stub(require('fs'), 'readFile').yields(null, '');\n` });
    const report = await project.same('with a stub');
    assert.doesNotMatch(textOf(report, 'lib/read.js') ?? '', /promises/);
    project.unlink('test/stub.test.js');
    assert.equal(await project.same('without it'), before);
  });

  it('notices another profile, another version, and what is installed', async () => {
    project.write({ 'coshift-profiles/acme-store.json': JSON.stringify(profile) });
    const known = textOf(await project.same('a profile'), 'lib/store.js');
    assert.match(known!, / store\.fetch\(key\)\);/);
    project.write({ 'coshift-profiles/acme-store.json': JSON.stringify({ ...profile, versions: '>=3.0.0' }) });
    assert.notEqual(textOf(await project.same('for another version'), 'lib/store.js'), known);
    project.write({ 'package.json': files['package.json'].replace('^2.0.0', '^3.0.0') });
    assert.equal(textOf(await project.same('which the package asks for'), 'lib/store.js'), known);
    project.write({ 'package.json': files['package.json'].replace('^2.0.0', '>=2.0.0') });
    assert.notEqual(textOf(await project.same('or perhaps not'), 'lib/store.js'), known);
    project.write({ 'node_modules/acme-store/package.json': JSON.stringify({ name: 'acme-store', version: '3.1.0' }) });
    assert.equal(textOf(await project.same('but has'), 'lib/store.js'), known);
  });

  it('notices another entry point', async () => {
    const options = { exports: 'promise' } as const;
    const report = await project.same('its functions give promises', { options });
    project.write({ 'package.json': files['package.json'].replace('lib/index.js', 'lib/read.js') });
    assert.notEqual(await project.same('another file is the entry point', { options }), report);
  });

  it('follows files that are renamed', async () => {
    project.unlink('lib/read.js');
    project.write({
      'lib/reader.js': files['lib/read.js'],
      'lib/index.js': files['lib/index.js'].replace('./read', './reader'),
    });
    const report = await project.same('renamed');
    assert.match(textOf(report, 'lib/index.js')!, /await reader\.read\(file\)/);
    assert.equal(textOf(report, 'lib/reader.js'), textOf(before, 'lib/read.js'));
  });

  it('knows which files are to be edited', async () => {
    const report = await project.same('only one', { paths: ['lib/index.js'] });
    assert.doesNotMatch(textOf(report, 'lib/index.js') ?? '', /await reader\.read\(file\)/);
    assert.equal(await project.same('all of them'), before);
  });

  it('writes the same files', async () => {
    const other = new CachedProject(files);
    try {
      const write = { write: true, allow: { noVcs: true } } as const;
      await project.cached(write);
      await run({ cwd: other.root, ...write });
      for (const name of Object.keys(files)) assert.equal(project.read(name), other.read(name), name);
      assert.notEqual(project.read('lib/read.js'), files['lib/read.js']);
      await project.same('once more');
    } finally {
      other.remove();
    }
  });

  it('forgets files that are gone', async () => {
    const mentions = (name: string): boolean =>
      Object.keys(project.state()).some((file) =>
        fs.readFileSync(path.join(project.cache, file), 'latin1').includes(name),
      );
    assert.ok(mentions('lib/store.js'));
    project.unlink('lib/store.js');
    await project.same('without the file');
    assert.ok(!mentions('lib/store.js'));
  });

  it('does not grow with each change', async () => {
    const size = (): number =>
      Object.keys(project.state()).reduce((sum, file) => sum + fs.statSync(path.join(project.cache, file)).size, 0);
    const change = async (turn: number): Promise<number> => {
      project.write({ 'lib/read.js': `// ${'x'.repeat(turn % 10)}\n${files['lib/read.js']}` });
      await project.cached();
      return size();
    };
    let early = 0;
    for (let turn = 0; turn < 10; turn++) early = Math.max(early, await change(turn));
    let late = 0;
    for (let turn = 10; turn < 20; turn++) late = Math.max(late, await change(turn));
    assert.ok(late <= early * 1.05, `${early} bytes became ${late}`);
  });
});
