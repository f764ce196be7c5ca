import assert from 'node:assert/strict';
import path from 'node:path';
import { CachedProject } from '../../support/cached-project.js';
import { loadProjectFixtures } from '../../support/project-fixture.js';
import { readTree } from '../../support/project-tree.js';

/** Ways to change a file: each is told apart from the others by what it moves, adds or takes away. */
const changes: readonly (readonly [label: string, change: (text: string) => string])[] = [
  ['a line above', (text) => `// A line.\n${text}`],
  ['other names', (text) => text.replaceAll(/\berr\b/g, 'problem')],
  ['the first half', (text) => text.slice(0, text.length / 2)],
  ['no first function', (text) => text.replace(/\bfunction\b/, 'funktion')],
  ['a callback that is called twice', (text) => text.replace(/\bcb\(null/, 'cb(null), cb(null')],
  ['values from somewhere else', (text) => text.replaceAll(/require\(/g, 'load(')],
  ['a callback at once', (text) => text.replace(/\{\n/, '{\n  if (!arguments.length) return cb();\n')],
];

for (const fixture of loadProjectFixtures()) {
  describe(`a cache of fixtures/projects/${fixture.name}`, () => {
    const tree = readTree(path.join(fixture.folder, 'input'));
    const { options } = fixture;
    let project: CachedProject;

    before(async () => {
      project = new CachedProject(tree);
      await project.same('at first', { options });
    });

    after(() => project.remove());

    it('is not written again when nothing has changed', async () => {
      const state = project.state();
      await project.same('unchanged', { options });
      assert.notDeepEqual(state, {});
      assert.deepEqual(project.state(), state);
    });

    it('makes the same of the project with every file changed, gone and back in turn', async function () {
      this.timeout(60_000);
      for (const [index, [name, text]] of Object.entries(tree).entries()) {
        const [label, change] = changes[index % changes.length]!;
        if (!/\.json$/.test(name)) {
          project.write({ [name]: change(text) });
          await project.same(`${name} with ${label}`, { options });
        }
        project.unlink(name);
        await project.same(`without ${name}`, { options });
        project.write({ [name]: text });
      }
      await project.same('back at the beginning', { options });
    });

    it('makes the same with other options', async () => {
      for (const other of [{ unsafe: true }, { exports: 'promise' }, { exports: 'callback' }] as const)
        await project.same(JSON.stringify(other), { options: { ...options, ...other } });
      await project.same('those of before', { options });
    });

    it('makes the same of the result', async () => {
      for (const { path: name, after } of (await project.cached({ options })).files)
        if (after !== undefined) project.write({ [name]: after });
      await project.same('the result', { options });
    });
  });
}
