import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Packages } from '../../runner/packages.js';
import { GeneratorTargets } from '../../runner/types/generator-targets.js';
import { TempProject } from '../support/temp-project.js';

const require = createRequire(import.meta.url);
const loader = pathToFileURL(require.resolve('tsx')).href;
const command = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const kept = new URL('../../fixtures/node-callbacks/typescript-timing-kept-by-a-generator/', import.meta.url);

const config = (options: Readonly<Record<string, unknown>>): string => JSON.stringify({ compilerOptions: options });

describe('generators in TypeScript', function () {
  this.timeout(120_000);
  let project: TempProject;

  afterEach(() => project.remove());

  it('are refused where a compiler makes old JavaScript of a file and is not told to follow iterators', () => {
    project = new TempProject({
      'package.json': '{ "name": "p" }\n',
      'old/tsconfig.json': config({ target: 'es5' }),
      'told/tsconfig.json': config({ target: 'es5', downlevelIteration: true }),
      'new/tsconfig.json': config({ target: 'es2015' }),
      ...Object.fromEntries(['old', 'told', 'new', '.'].map((folder) => [`${folder}/a.ts`, 'export {};\n'])),
      'old/b.js': '',
    });
    const targets = new GeneratorTargets(new Packages(project.root));
    const refused = ['old/a.ts', 'old/b.js', 'told/a.ts', 'new/a.ts', 'a.ts'].filter((path) => targets.refuses(path));
    assert.deepEqual(refused, ['old/a.ts']);
  });

  it('keep the timing of a function, which stays where they are refused', () => {
    const files = { 'package.json': '{ "name": "p" }\n', 'a.ts': readFileSync(new URL('input.ts', kept), 'utf8') };
    const convert = (): string => {
      const args = ['--import', loader, command, 'convert', '--write', 'a.ts'];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: project.root, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      return project.read('a.ts');
    };
    project = TempProject.committed({ ...files, 'tsconfig.json': config({ target: 'es2015' }) });
    assert.match(convert(), /asCallback\.engine\(callback, function\* \(\) \{/);
    project.remove();
    project = TempProject.committed({ ...files, 'tsconfig.json': config({ target: 'es5', lib: ['es2015'] }) });
    const after = convert();
    assert.doesNotMatch(after, /function\*/);
    assert.ok(after.includes('this.version(first, (err, one) => {'));
  });
});
