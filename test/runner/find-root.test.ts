import assert from 'node:assert/strict';
import { findRoot } from '../../runner/find-root.js';
import { TempProject } from '../support/temp-project.js';

const manifest = '{}\n';

describe('findRoot', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  const rootOf = async (cwd: string, ...paths: string[]) => {
    const root = await findRoot(project.path(cwd), paths.length > 0 ? paths : ['.']);
    return root.slice(project.root.length);
  };

  it('is the package around the current folder', async () => {
    project = TempProject.committed({ 'package.json': manifest, 'src/deep/a.js': '' });
    assert.equal(await rootOf('src/deep'), '');
    assert.equal(await rootOf('src', 'deep/a.js'), '');
    assert.equal(await rootOf(''), '');
  });

  it('stays where the command runs when a package further down is named', async () => {
    project = TempProject.committed({ 'package.json': manifest, 'packages/a/package.json': manifest });
    assert.equal(await rootOf('', 'packages/a'), '');
    assert.equal(await rootOf('packages/a'), '/packages/a');
  });

  it('is what the paths have in common when they lead out of the current folder', async () => {
    project = TempProject.committed({
      'package.json': manifest,
      'packages/a/package.json': manifest,
      'packages/b/src/x.js': '',
      'packages/b/package.json': manifest,
    });
    assert.equal(await rootOf('packages/a', '../b/src'), '/packages/b');
    assert.equal(await rootOf('packages/a', '.', '../b'), '');
    assert.equal(await rootOf('packages/a', '../b/src/*.js'), '/packages/b');
  });

  const members: Readonly<Record<string, Record<string, string>>> = {
    npm: { 'package.json': '{ "workspaces": ["packages/*"] }' },
    yarn: { 'package.json': '{ "workspaces": { "packages": ["packages/*"], "nohoist": [] } }' },
    pnpm: { 'package.json': '{}', 'pnpm-workspace.yaml': "# all\npackages:\n  - 'tools'\n  - packages/* # ours\n" },
  };
  for (const [name, files] of Object.entries(members)) {
    it(`is the workspace of a package, as ${name} knows it`, async () => {
      const packages = { 'packages/a/package.json': manifest, 'packages/a/x.js': '', 'other/package.json': manifest };
      project = TempProject.committed({ ...files, ...packages });
      assert.equal(await rootOf('packages/a'), '');
      assert.equal(await rootOf('packages/a', 'x.js'), '');
      assert.equal(await rootOf('other'), '/other');
    });
  }

  it('is never above the repository', async () => {
    project = new TempProject({ 'package.json': manifest, 'inner/src/a.js': '' });
    project.gitIn('inner', 'init', '-q');
    assert.equal(await rootOf('inner/src'), '/inner/src');
  });

  it('is the folder itself without a repository', async () => {
    project = new TempProject({ 'package.json': manifest, 'src/a.js': '', 'other/b.js': '' });
    assert.equal(await rootOf(''), '');
    assert.equal(await rootOf('src'), '/src');
    assert.equal(await rootOf('src', '../other/b.js'), '/other');
  });
});
