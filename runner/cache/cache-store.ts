import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { digest } from './digest.js';
import { decodeShard, encodeShard, type Entry } from './shard.js';

interface Kept extends Entry {
  readonly isUsed: boolean;
}

/** How often a file may be worked on before what was of no use goes. */
const MAX_AGE = 2;

/** What runs before this one computed, in a folder of its own: a file for some folders of the project. */
export class CacheStore {
  readonly #entries = new Map<string, Map<string, Kept>>();
  readonly #stale = new Set<string>();

  /**
   * @param root absolute path of the project
   * @param folder absolute path of the cache
   * @param tool fingerprint of this coshift; what another one wrote is not read
   * @param onDebug receives why something could not be read or written; the run goes on without it
   */
  constructor(
    private readonly root: string,
    private readonly folder: string,
    private readonly tool: string,
    private readonly onDebug: (message: string) => void = () => undefined,
  ) {
    for (const name of this.#names()) this.#read(name);
  }

  get(path: string, key: string): Uint8Array | undefined {
    const entries = this.#entries.get(path);
    const entry = entries?.get(key);
    if (!entry) return undefined;
    if (!entry.isUsed) entries!.set(key, { ...entry, isUsed: true });
    return entry.bytes;
  }

  put(path: string, key: string, bytes: Uint8Array): void {
    let entries = this.#entries.get(path);
    if (!entries) this.#entries.set(path, (entries = new Map<string, Kept>()));
    // A copy is as long as it has to be; what was serialized may stand in a larger buffer.
    entries.set(key, { path, key, bytes: Buffer.from(bytes), age: 0, isUsed: true });
    this.#stale.add(nameOf(path));
  }

  /** Writes what is new, and forgets files that are gone and what was of no use for long. */
  async save(): Promise<void> {
    this.#forgetGone();
    if (this.#stale.size === 0) return;
    try {
      const isNew = mkdirSync(this.folder, { recursive: true }) !== undefined;
      // Nothing of it is for version control; a folder that was there before is somebody else's.
      if (isNew) writeFileSync(join(this.folder, '.gitignore'), '*\n');
      for (const name of this.#stale) await this.#write(name);
    } catch (error) {
      this.onDebug(`cache not written: ${(error as Error).message}`);
    }
  }

  #names(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => name.endsWith('.bin'));
    } catch {
      return [];
    }
  }

  #read(name: string): void {
    const file = join(this.folder, name);
    try {
      const entries = decodeShard(this.tool, readFileSync(file));
      if (!entries) this.#stale.add(name);
      for (const entry of entries ?? []) {
        const known = this.#entries.get(entry.path) ?? new Map<string, Kept>();
        this.#entries.set(entry.path, known.set(entry.key, { ...entry, isUsed: false }));
      }
    } catch (error) {
      this.#stale.add(name);
      this.onDebug(`cache file ${file} ignored: ${(error as Error).message}`);
    }
  }

  #forgetGone(): void {
    for (const [path, entries] of this.#entries) {
      const isWorkedOn = [...entries.values()].some(({ isUsed }) => isUsed);
      if (isWorkedOn || existsSync(join(this.root, path))) continue;
      this.#entries.delete(path);
      this.#stale.add(nameOf(path));
    }
  }

  async #write(name: string): Promise<void> {
    const file = join(this.folder, name);
    const kept = [...this.#entries].filter(([path]) => nameOf(path) === name).flatMap(([, entries]) => aged(entries));
    if (kept.length === 0) rmSync(file, { force: true });
    else await writeFileAtomic(file, encodeShard(this.tool, kept), { fsync: false });
  }
}

/** A file that was not worked on keeps everything. */
function aged(entries: ReadonlyMap<string, Kept>): Entry[] {
  const all = [...entries.values()];
  if (!all.some(({ isUsed }) => isUsed)) return all;
  return all.map((one) => ({ ...one, age: one.isUsed ? 0 : one.age + 1 })).filter(({ age }) => age <= MAX_AGE);
}

/** Files of one folder are together, since they change together; more than 64 files are of no use. */
const nameOf = (path: string): string =>
  `${(parseInt(digest(posix.dirname(path)).slice(0, 2), 16) % 64).toString().padStart(2, '0')}.bin`;
