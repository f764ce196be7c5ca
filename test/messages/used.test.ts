import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { allMessages } from '../../core/find-message.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = globSync('{syntax,analysis,conversion,transforms,runner,cli}/**/*.ts', { cwd: root, absolute: true });
const sources = files.map((file) => readFileSync(file, 'utf8')).join('\n');

describe('messages', () => {
  for (const { code, name } of allMessages) {
    it(`${code} ${name} is given somewhere`, () => {
      assert.ok(sources.includes(`'${name}'`), `nothing says ${name}: use it or take it out of messages/`);
    });
  }
});
