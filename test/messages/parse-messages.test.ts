import assert from 'node:assert/strict';
import { parseMessages } from '../../scripts/messages/parse-messages.js';

const good = `<!-- ignored -->

# CS7xxx Files

About files.

## CS7001 parse-failed

Severity: error
Message: does not parse: {detail}

Why.

\`\`\`sh
# not a heading
\`\`\`

## CS7002 unreadable-file

Severity: note
Message: cannot be read

Because.
`;

describe('parseMessages', () => {
  it('reads areas and messages', () => {
    const { areas, messages } = parseMessages(good, 'files.md');
    assert.deepEqual(areas, [{ prefix: 'CS7', title: 'Files', introduction: 'About files.' }]);
    assert.deepEqual(messages, [
      {
        code: 'CS7001',
        name: 'parse-failed',
        severity: 'error',
        template: 'does not parse: {detail}',
        explanation: 'Why.\n\n```sh\n# not a heading\n```',
      },
      {
        code: 'CS7002',
        name: 'unreadable-file',
        severity: 'note',
        template: 'cannot be read',
        explanation: 'Because.',
      },
    ]);
  });

  it('reads CRLF files alike', () => {
    assert.deepEqual(parseMessages(good.replaceAll('\n', '\r\n'), 'files.md'), parseMessages(good, 'files.md'));
  });

  const faults: readonly [what: string, text: string, error: RegExp][] = [
    [
      'a code with three digits',
      good.replace('CS7001', 'CS701'),
      /files\.md: "## CS701 parse-failed" is not of the form/,
    ],
    ['a name with capitals', good.replace('parse-failed', 'parseFailed'), /"## CS7001 parseFailed" is not of the form/],
    ['an unknown severity', good.replace('Severity: error', 'Severity: fatal'), /files\.md: CS7001 needs "Severity:"/],
    ['a missing message', good.replace('Message: cannot be read\n', ''), /CS7002 needs/],
    ['a missing explanation', good.replace('Because.\n', ''), /CS7002 needs/],
    [
      'an area without a range',
      good.replace('# CS7xxx Files', '# Files'),
      /"# Files" is not of the form "# CS1xxx Title"/,
    ],
  ];
  for (const [what, text, error] of faults) {
    it(`refuses ${what}`, () => {
      assert.throws(() => parseMessages(text, 'files.md'), error);
    });
  }
});
