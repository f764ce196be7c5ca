import { runCli } from '../../cli/run-cli.js';
import type { Transform } from '../../core/index.js';
import { fakeTransform } from './fake-transform.js';
import type { CommandResult } from './run-fake-cli.js';

/** As `runFakeCli`, in this process: for what does not depend on streams, environment or signals. */
export async function runInProcess(
  cwd: string,
  args: readonly string[],
  { registry = [fakeTransform], columns }: { registry?: readonly Transform[]; columns?: number } = {},
): Promise<CommandResult> {
  const output = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => void (output[name] += text),
    isTerminal: false,
    color: false,
    columns,
  });
  const { signal } = new AbortController();
  const code = await runCli(args, registry, { cwd, stdout: stream('stdout'), stderr: stream('stderr'), signal });
  return { code, ...output };
}
