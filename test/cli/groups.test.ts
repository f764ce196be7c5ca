import assert from 'node:assert/strict';
import { transforms } from '../../transforms/registry.js';
import { runInProcess } from '../support/run-in-process.js';
import { TempProject } from '../support/temp-project.js';

describe('functions that keep their callbacks', () => {
  let project: TempProject;

  afterEach(() => project.remove());

  it('are named once, by their own name, when they are exported under several', async () => {
    project = TempProject.committed({
      'package.json': '{ "private": true, "main": "main.js", "dependencies": { "coshift-shim": "*" } }\n',
      'main.js': "const load = require('./lib/load');\nload('a', console.log);\nsetImmediate(load);\n",
      'lib/load.js': `const fs = require('fs');
function load(path, cb) {
  fs.readFile(path, 'utf8', (err, text) => {
    if (err) return cb(err);
    cb(null, text);
  });
}
module.exports = load;
module.exports.load = load;
`,
    });
    const { stdout } = await runInProcess(project.root, ['check', '-v'], { registry: transforms });
    assert.deepEqual(stdout.match(/^ {2}\w+ \(lib\/load\.js:\d+\):/gm), ['  load (lib/load.js:2):']);
    assert.equal(stdout.match(/callback-kept/g)?.length, 1);
  });
});
