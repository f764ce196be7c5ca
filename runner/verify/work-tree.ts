import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { diagnose, type FileOutcome } from '../../core/index.js';
import { writeTarget } from '../write-target.js';
import { hashOf, removeJournal, saveJournal, type JournalFile } from './journal.js';
import { VerifyStop } from './verify-stop.js';

/** The place in which conversions are tried. */
interface Place {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of a folder outside of it, for what has to be put back after a crash. */
  readonly folder: string;
  readonly pid: number;
  readonly command: string;
}

/**
 * The files of a project while conversions of them are tried. Whatever it does is done in one go, so that a signal finds
 * either the originals or one whole conversion.
 */
export class WorkTree {
  readonly #files = new Map<string, JournalFile>();
  /** What the files hold, as far as it is not their original. */
  #texts: ReadonlyMap<string, string> = new Map();

  constructor(private readonly place: Place) {}

  /**
   * Looks after files that are going to change.
   *
   * @throws {VerifyStop} when one is not what it was, or cannot be written
   */
  watch(changed: readonly FileOutcome[]): void {
    for (const outcome of changed) this.#expect(outcome);
  }

  /**
   * Makes the files hold one conversion: what is not changed by it holds its original.
   *
   * @throws {VerifyStop} when a file is not what it was, or cannot be written
   */
  hold(changed: readonly FileOutcome[]): void {
    const texts = new Map(changed.map(({ path, after }) => [path, after!]));
    this.watch(changed);
    const { folder, pid, command } = this.place;
    if (this.#files.size > 0) saveJournal(folder, { schemaVersion: 1, pid, command, files: [...this.#files.values()] });
    for (const { path, target, before } of this.#files.values()) {
      const text = texts.get(path) ?? before;
      if (textOf(target) !== text) this.#write(path, target, text);
    }
    this.#texts = texts;
  }

  /** The file that is not what was written, if there is one. */
  changedByOthers(): string | undefined {
    return [...this.#files.values()].find(
      ({ path, target, before }) => textOf(target) !== (this.#texts.get(path) ?? before),
    )?.path;
  }

  /** Puts the originals back. What somebody else made of a file is kept in the folder. */
  restore(): void {
    for (const { path, target, before, written } of this.#files.values()) {
      const text = textOf(target);
      if (text === before) continue;
      if (text !== undefined && !written.includes(hashOf(text)))
        writeFileSync(join(this.place.folder, `changed-${basename(path)}`), text);
      writeFileAtomic.sync(target, before);
    }
    this.#texts = new Map();
    removeJournal(this.place.folder);
  }

  /** The files are to stay as they are. */
  keep(): void {
    removeJournal(this.place.folder);
  }

  #expect(outcome: FileOutcome): void {
    const { path, before, after } = outcome;
    const known = this.#files.get(path);
    const target = known?.target ?? writeTarget(this.place.root, outcome);
    if (typeof target !== 'string') throw new VerifyStop(target);
    const written = [...new Set([...(known?.written ?? []), hashOf(after!)])];
    this.#files.set(path, { path, target, before: before!, written });
  }

  #write(path: string, target: string, text: string): void {
    try {
      writeFileAtomic.sync(target, text);
    } catch (error) {
      throw new VerifyStop(diagnose('write-failed', { detail: (error as Error).message }, path));
    }
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
