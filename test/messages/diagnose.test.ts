import assert from 'node:assert/strict';
import { diagnose } from '../../core/diagnose.js';
import { allMessages, findMessage } from '../../core/find-message.js';

describe('diagnose', () => {
  it('fills the template and takes code and severity from the message', () => {
    const found = diagnose('parse-failed', { detail: 'Unexpected token (1:4)' }, 'src/a.js');
    const message = findMessage('parse-failed')!.template.replace('{detail}', 'Unexpected token (1:4)');
    assert.deepEqual(found, { code: 'CS7001', severity: 'error', message, path: 'src/a.js' });
    assert.match(found.message, /Unexpected token \(1:4\)/);
  });

  it('keeps the range, and takes arguments literally', () => {
    const range = { start: 3, end: 9, line: 1, column: 4 };
    const found = diagnose('handler-uses-this', { callee: '$& {callee}' }, 'a.js', range);
    assert.deepEqual(found.range, range);
    assert.ok(found.message.includes('`$& {callee}`'), found.message);
  });

  it('is typed per message', () => {
    // @ts-expect-error `detail` is asked for
    const incomplete = diagnose('parse-failed', {}, 'a.js');
    assert.equal(incomplete.code, 'CS7001');
    // @ts-expect-error no such message
    assert.throws(() => diagnose('no-such-message', {}, 'a.js'));
  });
});

describe('findMessage', () => {
  it('finds by code and by name, whatever the case', () => {
    for (const key of ['CS7001', 'cs7001', 'parse-failed', ' Parse-Failed ']) {
      assert.equal(findMessage(key)?.name, 'parse-failed', key);
    }
  });

  it('knows nothing else', () => {
    assert.equal(findMessage('CS0000'), undefined);
    assert.equal(findMessage('toString'), undefined);
  });
});

describe('messages', () => {
  for (const { code, template, explanation } of allMessages) {
    it(`${code} is one line without a full stop, and is explained`, () => {
      assert.match(template, /^[^\n]*[^.\n]$/);
      assert.ok(explanation.length > 0);
    });
  }
});
