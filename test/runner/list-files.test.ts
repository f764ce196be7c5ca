import assert from 'node:assert/strict';
import { listFiles, walkFiles } from '../../runner/list-files.js';
import { TempProject } from '../support/temp-project.js';

const files = {
  '.gitignore': '/out\n*.gen.js\n!keep.gen.js\n',
  'a.js': '',
  '.hidden/b.cjs': '',
  'out/c.js': '',
  'lib/out/d.mjs': '',
  'lib/x.gen.js': '',
  'lib/keep.gen.js': '',
  'lib/.gitignore': 'private/\n',
  'lib/private/e.ts': '',
  'lib/f.tsx': '',
  'types/g.d.ts': '',
  'types/h.d.mts': '',
  'lib/i.jsx': '',
  'lib/j.json': '',
  'lib/größe k.js': '',
  'node_modules/m/index.js': '',
  'lib/node_modules/n/index.js': '',
};

const expected = [
  '.hidden/b.cjs',
  'a.js',
  'lib/f.tsx',
  'lib/größe k.js',
  'lib/i.jsx',
  'lib/keep.gen.js',
  'lib/out/d.mjs',
];

describe('listFiles', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  it('lists what git keeps, tracked or not, without what is installed', async () => {
    project = new TempProject(files);
    project.git('init', '-q');
    assert.deepEqual(await listFiles(project.root), expected);
    project.git('add', '.gitignore', 'a.js');
    assert.deepEqual(await listFiles(project.root), expected);
  });

  it('lists the same without git', async () => {
    project = new TempProject(files);
    assert.deepEqual(await listFiles(project.root), expected);
    assert.deepEqual(await walkFiles(project.root), expected);
  });

  it('leaves out files that are tracked and gone', async () => {
    project = TempProject.committed({ 'a.js': '', 'b.js': '' });
    project.unlink('a.js');
    assert.deepEqual(await listFiles(project.root), ['b.js']);
  });
});
