import assert from 'node:assert/strict';
import { Packages } from '../../runner/packages.js';
import { TempProject } from '../support/temp-project.js';

const listing = ['index.js', 'packages/a/a.js', 'packages/a/test/t.js', 'packages/b/b.js', 'examples/e/e.js'];

describe('Packages', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  const packagesWith = (root: string) => {
    const names = ['packages/a', 'packages/b', 'examples/e'];
    project = new TempProject({ 'package.json': root });
    project.write(Object.fromEntries(names.map((name) => [`${name}/package.json`, '{}'])));
    return new Packages(project.root);
  };

  it('finds the package.json that owns a file', () => {
    const packages = packagesWith('{}');
    assert.equal(packages.manifestOf('packages/a/test/t.js'), 'packages/a/package.json');
    assert.equal(packages.manifestOf('lib/deep/x.js'), 'package.json');
  });

  it('owns nothing where there is none', () => {
    project = new TempProject({ 'a.js': '' });
    assert.equal(new Packages(project.root).manifestOf('a.js'), undefined);
  });

  it('relates the files of the same package, whatever part of it is edited', () => {
    const packages = packagesWith('{}');
    assert.deepEqual(packages.related(['packages/a/a.js'], listing), ['packages/a/a.js', 'packages/a/test/t.js']);
    assert.deepEqual(packages.related(['index.js'], listing), listing);
  });

  const workspaces = ['["packages/*"]', '["./packages/*"]', '{ "packages": ["packages/*"] }', '["packages/a"]'];
  for (const value of workspaces) {
    it(`relates the whole workspace for a member of ${value}, not for a package beside it`, () => {
      const packages = packagesWith(`{ "workspaces": ${value} }`);
      assert.deepEqual(packages.related(['packages/a/a.js'], listing), listing);
      assert.deepEqual(packages.related(['examples/e/e.js'], listing), ['examples/e/e.js']);
    });
  }

  it('knows in which range a package is asked for: by the owner of a file, or by the packages around it', () => {
    const packages = packagesWith('{ "devDependencies": { "co": "^3.1.0", "q": "1" } }');
    project.write({ 'packages/a/package.json': '{ "dependencies": { "co": "^4.6.0" } }' });
    assert.equal(packages.dependency('packages/a/test/t.js', 'co'), '^4.6.0');
    assert.equal(packages.dependency('packages/a/test/t.js', 'q'), '1');
    assert.equal(packages.dependency('lib/x.js', 'co'), '^3.1.0');
    assert.equal(packages.dependency('lib/x.js', 'bluebird'), undefined);
  });

  it('takes a package.json that is no JSON for one without content', () => {
    assert.equal(packagesWith('{').read('package.json'), undefined);
    assert.equal(new Packages(project.root).read('nowhere/package.json'), undefined);
  });
});
