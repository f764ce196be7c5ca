import assert from 'node:assert/strict';
import { runFakeCli } from '../support/run-fake-cli.js';
import { TempProject } from '../support/temp-project.js';

describe('an interrupted command', () => {
  it('exits with 130 and writes nothing that was not checked', () => {
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`src/file-${index}.js`, 'oldSafe(1);\n']),
    );
    const project = TempProject.committed({ 'package.json': '{}\n', 'src/a.js': 'oldInterrupt();\n', ...files });
    try {
      const { code, stdout } = runFakeCli(project.root, ['convert', '--write']);
      assert.equal(code, 130);
      assert.match(stdout, /Interrupted: the files that are not named were not handled\./);
      assert.equal(project.git('status', '--porcelain'), '');
    } finally {
      project.remove();
    }
  });
});
