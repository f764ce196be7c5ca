import assert from 'node:assert/strict';
import { runFakeCli } from '../support/run-fake-cli.js';
import { TempProject } from '../support/temp-project.js';

describe('coshift convert --write and git', () => {
  let project: TempProject;

  beforeEach(() => {
    project = TempProject.committed({ 'package.json': '{}\n', 'a.js': 'oldSafe(1);\n', 'b.js': 'free();\n' });
  });

  afterEach(() => project.remove());

  const assertRefused = (pattern: RegExp, ...flags: string[]) => {
    const { code, stdout, stderr } = runFakeCli(project.root, ['convert', '--write', ...flags]);
    assert.match(stderr, pattern);
    assert.equal(stderr.trim().split('\n').length, 1);
    assert.equal(stdout, '');
    assert.equal(code, 2);
    assert.equal(project.read('a.js'), 'oldSafe(1);\n');
  };

  const assertWritten = (...flags: string[]) => {
    const { code, stderr } = runFakeCli(project.root, ['convert', '--write', ...flags]);
    assert.equal(code, 0, stderr);
    assert.equal(project.read('a.js'), 'newSafe(1);\n');
  };

  it('refuses a tree with changes that are not committed', () => {
    project.write({ 'b.js': 'changed();\n' });
    assertRefused(/CS7007 uncommitted changes in b\.js; commit them, or use --allow-dirty/);
    assertRefused(/CS7007/, '--allow-staged');
    assertRefused(/CS7007/, '--allow-no-vcs');
    assertWritten('--allow-dirty');
  });

  it('refuses a tree with files that git does not know', () => {
    project.write({ 'new.js': 'x();\n' });
    assertRefused(/CS7007 .*new\.js/);
    assertWritten('--allow-dirty');
  });

  it('refuses staged changes, renames included', () => {
    project.git('mv', 'b.js', 'c.js');
    assertRefused(/CS7008 staged changes in c\.js; commit them, or use --allow-staged/);
    assertWritten('--allow-staged');
  });

  it('accepts staged changes with --allow-dirty', () => {
    project.git('mv', 'b.js', 'c.js');
    assertWritten('--allow-dirty');
  });

  it('refuses a folder without version control', () => {
    const bare = new TempProject({ 'package.json': '{}\n', 'a.js': 'oldSafe(1);\n' });
    project.remove();
    project = bare;
    assertRefused(/CS7009 .* is not under version control; use --allow-no-vcs/);
    assertRefused(/CS7009/, '--allow-dirty');
    assertWritten('--allow-no-vcs');
  });

  it('refuses a folder that the repository around it ignores', () => {
    project.write({ '.gitignore': 'scratch\n', 'scratch/package.json': '{}\n', 'scratch/a.js': 'oldSafe(1);\n' });
    project.commit();
    const { code, stderr } = runFakeCli(project.path('scratch'), ['convert', '--write']);
    assert.match(stderr, /CS7009/);
    assert.equal(code, 2);
    assert.equal(project.read('scratch/a.js'), 'oldSafe(1);\n');
  });

  it('does not ask git for a run that writes nothing', () => {
    project.write({ 'b.js': 'changed();\n' });
    assert.equal(runFakeCli(project.root, ['convert']).code, 0);
  });
});
