import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** A file of which other texts than its own are tried. */
export interface JournalFile {
  /** Relative to the root of the project. */
  readonly path: string;
  /** Absolute path of the file itself. */
  readonly target: string;
  /** The original text. */
  readonly before: string;
  /** Hashes of the texts that were written. */
  readonly written: readonly string[];
}

/** What has to be put back when the process that tries a conversion is cut off. */
export interface Journal {
  readonly schemaVersion: 1;
  readonly pid: number;
  readonly command: string;
  readonly files: readonly JournalFile[];
}

const journalPath = (folder: string): string => join(folder, 'journal.json');

/** Has to be done before the files are written. */
export function saveJournal(folder: string, journal: Journal): void {
  writeFileAtomic.sync(journalPath(folder), JSON.stringify(journal));
}

/** @returns undefined when nothing has to be put back */
export function readJournal(folder: string): Journal | undefined {
  try {
    const journal = JSON.parse(readFileSync(journalPath(folder), 'utf8')) as Partial<Journal>;
    return journal.schemaVersion === 1 ? (journal as Journal) : undefined;
  } catch {
    return undefined;
  }
}

/** The files are to stay as they are now. */
export function removeJournal(folder: string): void {
  rmSync(journalPath(folder), { force: true });
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
