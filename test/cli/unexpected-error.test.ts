import assert from 'node:assert/strict';
import { runCli } from '../../cli/run-cli.js';
import type { Terminal } from '../../cli/terminal.js';

/** Something that no part of the command reckons with: its first output throws. */
function brokenTerminal(errors: string[]): Terminal {
  const stdout = {
    write: (): void => {
      throw new Error('the disk is gone');
    },
    isTerminal: false,
    color: false,
  };
  const stderr = { write: (text: string) => void errors.push(text), isTerminal: false, color: false };
  return { cwd: '/', stdout, stderr, signal: new AbortController().signal };
}

describe('an error that nobody reckoned with', () => {
  it('is one line and exit code 2, which no gate uses; -v shows where it happened', async () => {
    const errors: string[] = [];
    assert.equal(await runCli(['explain', 'CS7001'], [], brokenTerminal(errors)), 2);
    assert.equal(errors.length, 1);
    assert.match(errors[0]!, /^coshift: error: the disk is gone; .*please report it.*\n$/);
    assert.equal(
      await runCli(['check', '-v', '--stop-after', 'ProjectFacts', 'test/cli'], [], {
        ...brokenTerminal(errors),
        cwd: process.cwd(),
      }),
      2,
    );
    assert.match(errors.at(-1)!, /\n\s+at .*unexpected-error\.test/);
  });
});
