import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { diagnose, type Diagnostic } from '../../core/index.js';
import type { ProcessTable, RunSystem } from '../run-settings.js';
import { hashOf, readJournal, removeJournal, type Journal, type JournalFile } from './journal.js';
import { stateFoldersOf } from './state-folder.js';

/**
 * Puts back the originals of a project when an earlier run was cut off while it tried a conversion.
 *
 * @param root absolute path of the project
 * @returns what was done, and errors about what could not be done: nothing else may be done then
 */
export function restoreInterrupted(root: string, system: RunSystem): readonly Diagnostic[] {
  return stateFoldersOf(system, root).flatMap((folder) => {
    const journal = readJournal(folder);
    if (!journal) return [];
    if (isAlive(journal.pid, system.processes)) return [diagnose('verify-under-way', { pid: journal.pid }, '')];
    return restore(folder, journal);
  });
}

/** This process itself tries nothing yet: the number was given again. */
function isAlive(pid: number, processes: ProcessTable): boolean {
  if (pid === processes.pid) return false;
  try {
    return processes.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function restore(folder: string, { command, files }: Journal): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  let count = 0;
  for (const file of files) {
    const text = existsSync(file.target) ? readFileSync(file.target, 'utf8') : undefined;
    if (text === file.before) continue;
    if (text !== undefined && !file.written.includes(hashOf(text))) {
      problems.push(setAside(folder, file));
      continue;
    }
    writeFileAtomic.sync(file.target, file.before);
    count++;
  }
  removeJournal(folder);
  return [...(count > 0 ? [diagnose('verify-restored', { command, count }, '')] : []), ...problems];
}

function setAside(folder: string, { path, before }: JournalFile): Diagnostic {
  const original = join(folder, `original-${basename(path)}`);
  writeFileSync(original, before);
  return diagnose('verify-not-restored', { original }, path);
}
