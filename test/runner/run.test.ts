import assert from 'node:assert/strict';
import { readdirSync, symlinkSync } from 'node:fs';
import type { FileOutcome, Transform } from '../../core/index.js';
import { run, type RunInput } from '../../index.js';
import { fakeTransform } from '../support/fake-transform.js';
import { TempProject } from '../support/temp-project.js';

describe('run', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  const start = (files: Readonly<Record<string, string>>) => (project = TempProject.committed(files));
  const runHere = (input: Partial<RunInput> = {}) => run({ cwd: project.root, registry: [fakeTransform], ...input });
  const codes = ({ diagnostics }: Pick<FileOutcome, 'diagnostics'>) => diagnostics.map(({ code }) => code);
  const statuses = (files: readonly FileOutcome[]) =>
    Object.fromEntries(files.map(({ path, status }) => [path, status]));

  it('gives an outcome for every file that was asked for, in the order of their names', async () => {
    start({ 'package.json': '{}', 'b.js': 'oldSafe(1);', 'a/z.ts': 'fine();', 'a/bad.js': 'oldSafe(' });
    const { files, diagnostics, written, interrupted } = await runHere();
    assert.deepEqual(
      files.map(({ path, status }) => [path, status]),
      [
        ['a/bad.js', 'failed'],
        ['a/z.ts', 'unchanged'],
        ['b.js', 'changed'],
      ],
    );
    assert.deepEqual(diagnostics, []);
    assert.equal(written, false);
    assert.equal(interrupted, false);
  });

  it('keeps a byte-order mark, a hashbang and Windows line ends', async () => {
    start({ 'package.json': '{}', 'a.js': '\uFEFF#!/usr/bin/env node\r\noldSafe(1);\r\n' });
    const { files } = await runHere({ write: true });
    assert.equal(files[0]!.status, 'changed');
    assert.equal(project.read('a.js'), '\uFEFF#!/usr/bin/env node\r\nnewSafe(1);\r\n');
  });

  it('does not write over a file that changed since it was read', async () => {
    start({ 'package.json': '{}', 'a.js': 'oldSafe(1);', 'b.js': 'oldSafe(1);' });
    const { files } = await runHere({
      write: true,
      onProgress: ({ stage, done, total }) => {
        if (stage === 'plan' && done === total) project.write({ 'a.js': 'edited();' });
      },
    });
    assert.deepEqual(statuses(files), { 'a.js': 'failed', 'b.js': 'changed' });
    assert.deepEqual(codes(files[0]!), ['CS7004']);
    assert.equal(project.read('a.js'), 'edited();');
    assert.equal(project.read('b.js'), 'newSafe(1);');
  });

  it('leaves no temporary files behind', async () => {
    start({ 'package.json': '{}', 'a.js': 'oldSafe(1);' });
    await runHere({ write: true });
    assert.deepEqual(readdirSync(project.root).sort(), ['.git', 'a.js', 'package.json']);
  });

  it('fails the files of a package whose package.json could not be written', async () => {
    start({ 'package.json': '{}', 'a.js': 'oldShim(1);', 'b.js': 'oldSafe(1);' });
    const { files } = await runHere({
      write: true,
      onProgress: ({ stage, done }) => {
        if (stage === 'write' && done === 0) project.write({ 'package.json': '{ "name": "edited" }' });
      },
    });
    assert.deepEqual(statuses(files), { 'a.js': 'failed', 'b.js': 'changed', 'package.json': 'failed' });
    assert.deepEqual(codes(files[0]!), ['CS7019']);
    assert.equal(project.read('a.js'), 'oldShim(1);');
  });

  it('does not follow links out of the project, and works on a linked file once', async () => {
    const outside = new TempProject({ 'x.js': 'oldSafe(1);' });
    try {
      start({ 'package.json': '{}', 'a.js': 'oldSafe(1);' });
      symlinkSync(outside.path('x.js'), project.path('out.js'));
      symlinkSync('a.js', project.path('again.js'));
      const { files } = await runHere({ write: true, allow: { dirty: true } });
      assert.deepEqual(statuses(files), { 'a.js': 'changed', 'out.js': 'unchanged' });
      assert.deepEqual(codes(files[1]!), ['CS7015']);
      assert.equal(outside.read('x.js'), 'oldSafe(1);');
    } finally {
      outside.remove();
    }
  });

  it('adds the shim to the package that owns the file, once, as a decision of its own', async () => {
    start({
      'package.json': '{ "name": "root", "dependencies": { "coshift-shim": "^0.1.0" } }',
      'a.js': 'oldShim(1);',
      'packages/one/package.json': '{\n  "name": "one"\n}\n',
      'packages/one/lib/a.js': 'oldShim(1);',
      'packages/one/lib/b.js': 'oldShim(1);',
      'packages/two/package.json': '{ "name": "two" }',
      'packages/two/a.js': 'oldSafe(1);',
    });
    const { files } = await runHere();
    const manifests = files.filter(({ path }) => path.endsWith('package.json'));
    assert.deepEqual(
      manifests.map(({ path }) => path),
      ['packages/one/package.json'],
    );
    const [{ after, decisions, edits }] = manifests as [FileOutcome];
    assert.equal(after, '{\n  "name": "one",\n  "dependencies": {\n    "coshift-shim": "^0.1.0"\n  }\n}\n');
    assert.deepEqual(
      decisions.map(({ verdict, applicability }) => [verdict, applicability]),
      [['dependency', 'safe']],
    );
    assert.equal(edits[0]!.decision, decisions[0]!.id);
  });

  it('asks for no dependency when the shim has another name, and says so when no package.json is there', async () => {
    start({ 'a.js': 'oldShim(1);' });
    assert.deepEqual(codes(await runHere()), ['CS6002']);
    assert.deepEqual(codes(await runHere({ options: { shimSpecifier: './shim.js' } })), []);
  });

  it('notes which versions of Node a package promises and converted code does not run on', async () => {
    start({ 'package.json': '{ "name": "p", "engines": { "node": ">=4" } }', 'a.js': 'oldSafe(1);' });
    assert.deepEqual(
      (await runHere()).diagnostics.map(({ code, severity }) => [code, severity]),
      [['CS6004', 'warning']],
    );
  });

  it('stops between two files when it is interrupted', async () => {
    start({ 'package.json': '{}', 'a.js': 'oldSafe(1);', 'b.js': 'oldSafe(1);', 'c.js': 'oldSafe(1);' });
    const interruption = new AbortController();
    const report = await runHere({
      write: true,
      signal: interruption.signal,
      onProgress: ({ stage, done }) => {
        if (stage === 'write' && done === 1) interruption.abort();
      },
    });
    assert.equal(report.interrupted, true);
    assert.deepEqual(statuses(report.files), { 'a.js': 'changed' });
    assert.equal(project.git('status', '--porcelain').trim(), 'M a.js');
  });

  it('refuses edits that belong to no decision that may be applied', async () => {
    const bold: Transform = {
      ...fakeTransform,
      plan: (file, facts, options) => ({ ...fakeTransform.plan(file, facts, { ...options, unsafe: true }) }),
    };
    start({ 'package.json': '{}', 'a.js': 'oldUnsafe(1);' });
    const [file] = (await runHere({ registry: [bold] })).files;
    assert.equal(file!.status, 'refused');
    assert.match(file!.diagnostics[0]!.message, /\(owned\).*a\.js#call\/0, which is not to be applied/);
  });
});
