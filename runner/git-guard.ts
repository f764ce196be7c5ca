import { diagnose, type Diagnostic } from '../core/index.js';
import { git } from './git.js';
import type { GitAllowances } from './run-settings.js';

/**
 * Decides whether the working tree may be written to: a conversion that can't be told from other changes can't be
 * reviewed or taken back. Asked before any other work.
 *
 * @param root absolute path of the folder that would be written to
 * @returns why not, or undefined
 */
export async function checkGit(root: string, allow: GitAllowances): Promise<Diagnostic | undefined> {
  const status = await git(root, ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--', '.']);
  if (status === undefined || (await isIgnored(root))) {
    return allow.noVcs ? undefined : diagnose('no-vcs', { path: root }, '');
  }
  if (allow.dirty) return undefined;
  const { dirty, staged } = readStatus(status);
  if (dirty.length > 0) return diagnose('dirty-tree', { files: named(dirty) }, '');
  if (staged.length > 0 && !allow.staged) return diagnose('staged-changes', { files: named(staged) }, '');
  return undefined;
}

/** A folder that the repository around it ignores is not under version control, though git answers there. */
async function isIgnored(root: string): Promise<boolean> {
  return (await git(root, ['check-ignore', '-q', '.'])) !== undefined;
}

/** Splits `git status -z`: two state letters, a space and a path; a rename is followed by the old path. */
function readStatus(status: string): { dirty: string[]; staged: string[] } {
  const dirty: string[] = [];
  const staged: string[] = [];
  const entries = status.split('\0');
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!;
    if (entry === '') continue;
    const [inIndex, inTree] = [entry[0]!, entry[1]!];
    (inTree === ' ' ? staged : dirty).push(entry.slice(3));
    if (inIndex === 'R' || inIndex === 'C') index++;
  }
  return { dirty, staged };
}

/** `lib/a.js`, or `lib/a.js and 2 more`. */
const named = ([first, ...others]: readonly string[]): string =>
  others.length === 0 ? first! : `${first} and ${others.length} more`;
