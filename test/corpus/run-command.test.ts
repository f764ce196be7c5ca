import assert from 'node:assert/strict';
import { runCommand, runShell } from '../../corpus/run/run-command.js';

const cwd = import.meta.dirname;

describe('commands of the corpus run', () => {
  it('give exit code and both streams', async () => {
    const { code, stdout, stderr } = await runShell('echo out; echo err >&2; exit 3', { cwd });
    assert.deepEqual({ code, stdout, stderr }, { code: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('end with 127 when there is no such program', async () => {
    assert.equal((await runCommand('/no/such/program', [], { cwd })).code, 127);
  });

  it('end with 124 after a timeout, with everything that was started', async () => {
    const { code } = await runShell('sleep 60 & sleep 60', { cwd, timeoutSeconds: 0.2 });
    assert.equal(code, 124);
  });

  it('end although a process in the background keeps the streams open', async () => {
    const { code, stdout } = await runShell('sleep 60 & echo done', { cwd });
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'done\n' });
  });
});
