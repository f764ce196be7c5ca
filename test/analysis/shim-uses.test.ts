import assert from 'node:assert/strict';
import { fileContext } from '../../analysis/file-context.js';
import { shimUses } from '../../analysis/shim-uses.js';
import { parse } from '../../syntax/parse.js';

const usesIn = (text: string, path = 'a.ts') => shimUses(fileContext(parse({ path, text })), 'coshift-shim');

describe('what of the shim a file uses', () => {
  it('is counted by exported name, however it is reached', () => {
    const text = `var gen = require('coshift-shim');
var Task = gen.Task, { engine: run } = gen;
run(function* () { yield new Task(f); yield Task(g); gen.detach(h); });`;
    assert.deepEqual(usesIn(text, 'a.js'), [
      { name: 'engine', uses: 1, line: 3 },
      { name: 'Task', uses: 2, line: 3 },
      { name: 'detach', uses: 1, line: 3 },
    ]);
  });

  it('includes types, what is exported again, and the module as a whole', () => {
    const text = `import * as gen from 'coshift-shim';
import { Future } from 'coshift-shim';
export { sleep } from 'coshift-shim';
let f: Future<number>;
use(gen);`;
    assert.deepEqual(
      usesIn(text).map(({ name }) => name),
      ['Future', '*', 'sleep'],
    );
  });

  it('is nothing where a name comes from elsewhere', () => {
    assert.deepEqual(usesIn(`import { engine } from './engine';\nimport 'coshift-shim';\nengine();`), []);
  });
});
