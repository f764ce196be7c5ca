import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { createProgram } from '../../cli/program.js';
import type { Terminal } from '../../cli/terminal.js';
import { transforms } from '../../transforms/registry.js';
import { convertText } from '../support/convert-text.js';

const root = new URL('../../', import.meta.url);
const examplePair = /^Before:\n\n```js\n([\s\S]*?)^```\n\nAfter:\n\n```js\n([\s\S]*?)^```$/gm;

function read(page: string): string {
  return readFileSync(new URL(page, root), 'utf8');
}

describe('pages that show conversions', () => {
  for (const page of ['README.md', ...globSync('transforms/*/README.md', { cwd: fileURLToPath(root) }).sort()]) {
    it(`${page} shows what coshift really makes of its examples`, () => {
      const pairs = [...read(page).matchAll(examplePair)];
      assert.ok(pairs.length > 0, 'no example');
      for (const [, before, after] of pairs) assert.equal(convertText('example.js', before!).after, after);
    });
  }

  it('README.md names every transform', () => {
    const named = [...read('README.md').matchAll(/^\| \[([\w-]+)\]\(transforms\/\1\/README\.md\) \|/gm)];
    assert.deepEqual(
      named.map(([, name]) => name),
      transforms.map(({ name }) => name),
    );
  });

  it('README.md names every command', () => {
    const stream = { write: () => undefined, isTerminal: false, color: false };
    const terminal: Terminal = { cwd: '/', stdout: stream, stderr: stream, signal: new AbortController().signal };
    const program = createProgram({ registry: transforms, terminal }, () => undefined);
    const named = [...read('README.md').matchAll(/^\| `coshift (\w+)/gm)].map(([, name]) => name);
    assert.deepEqual(
      named,
      program.commands.map((command) => command.name()),
    );
  });
});
