import { x } from 'tinyexec';

/**
 * Runs git in a folder.
 *
 * @returns its standard output, or undefined when git is missing or fails (not a repository, for one)
 */
export async function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout, exitCode } = await x('git', [...args], { nodeOptions: { cwd } });
    return exitCode === 0 ? stdout : undefined;
  } catch {
    return undefined;
  }
}
