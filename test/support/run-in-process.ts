import { runCli } from '../../cli/run-cli.js';
import { fakeTransform } from './fake-transform.js';
import type { CommandResult } from './run-fake-cli.js';

/** As `runFakeCli`, in this process: for what does not depend on streams, environment or signals. */
export async function runInProcess(cwd: string, args: readonly string[]): Promise<CommandResult> {
  const output = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => void (output[name] += text),
    isTerminal: false,
    color: false,
  });
  const { signal } = new AbortController();
  const code = await runCli(args, [fakeTransform], { cwd, stdout: stream('stdout'), stderr: stream('stderr'), signal });
  return { code, ...output };
}
