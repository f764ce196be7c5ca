import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { generatedFiles } from '../../scripts/generated-files.js';

const root = new URL('../../', import.meta.url);

describe('generated files', () => {
  for (const { path, text } of generatedFiles(root)) {
    it(`${path} is up to date`, () => {
      assert.equal(readFileSync(new URL(path, root), 'utf8'), text, 'run "npm run generate"');
    });
  }
});
