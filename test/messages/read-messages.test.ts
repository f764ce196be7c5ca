import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readMessages } from '../../scripts/messages/read-messages.js';

const message = (code: string, name: string): string => `## ${code} ${name}\n\nSeverity: note\nMessage: m\n\nWhy.\n`;

describe('readMessages', () => {
  let folder: string;
  const read = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return readMessages(pathToFileURL(`${folder}/`));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'coshift-messages-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('puts the messages of all files in the order of their codes and leaves README.md out', () => {
    const { messages } = read({
      'README.md': '# not an area',
      'a.md': `# CS2xxx B\n\n${message('CS2001', 'second')}`,
      'b.md': `# CS1xxx A\n\n${message('CS1001', 'first')}${message('CS2002', 'third')}`,
    });
    assert.deepEqual(
      messages.map(({ name }) => name),
      ['first', 'second', 'third'],
    );
  });

  it('refuses a code, a name or an area that is given twice', () => {
    const area = '# CS1xxx A\n\n';
    assert.throws(
      () => read({ 'a.md': `${area}${message('CS1001', 'a')}${message('CS1001', 'b')}` }),
      /CS1001 is given twice/,
    );
    assert.throws(
      () => read({ 'a.md': `${area}${message('CS1001', 'a')}${message('CS1002', 'a')}` }),
      /a is given twice/,
    );
    assert.throws(() => read({ 'a.md': `${area}${area}` }), /CS1 is given twice/);
  });

  it('refuses a code outside every area', () => {
    assert.throws(() => read({ 'a.md': `# CS1xxx A\n\n${message('CS2001', 'a')}` }), /CS2001 belongs to no area/);
  });
});
