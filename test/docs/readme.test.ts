import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { transforms } from '../../transforms/registry.js';
import { convertText } from '../support/convert-text.js';

const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

function codeAfter(label: string): string {
  const [, code] = new RegExp(`^${label}\\n\\n\`\`\`js\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text) ?? [];
  assert.ok(code, `README.md has no code block after "${label}"`);
  return code;
}

describe('README.md', () => {
  it('shows what coshift really makes of its example', () => {
    const outcome = convertText('settings.js', codeAfter('Before:'));
    assert.equal(outcome.after, codeAfter('After:'));
  });

  it('names every transform', () => {
    const named = [...text.matchAll(/^\| \[([\w-]+)\]\(transforms\/\1\/README\.md\) \|/gm)].map(([, name]) => name);
    assert.deepEqual(
      named,
      transforms.map(({ name }) => name),
    );
  });
});
