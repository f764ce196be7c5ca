import { digest } from './digest.js';

/** Something that was computed about a file. */
export interface Entry {
  /** The file, relative to the root. */
  readonly path: string;
  /** What was computed, from what. */
  readonly key: string;
  readonly bytes: Uint8Array;
  /** How often the file was worked on since this was of use. */
  readonly age: number;
}

const FORMAT = 'coshift-cache-1';

interface Head {
  readonly format: string;
  /** The coshift that wrote it. */
  readonly tool: string;
  /** Of what follows the head. */
  readonly digest: string;
  readonly entries: readonly (readonly [path: string, key: string, length: number, age: number])[];
}

const NEW_LINE = 10;

/** The text of a file of the cache: a line that says what follows, and behind it the entries one after another. */
export function encodeShard(tool: string, entries: readonly Entry[]): Buffer {
  const body = Buffer.concat(entries.map(({ bytes }) => bytes));
  const head: Head = {
    format: FORMAT,
    tool,
    digest: digest(body),
    entries: entries.map(({ path, key, bytes, age }) => [path, key, bytes.length, age]),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
}

/**
 * @param tool the coshift that reads
 * @returns undefined for the file of another coshift
 * @throws {Error} when it is damaged, or no file of the cache at all
 */
export function decodeShard(tool: string, file: Buffer): Entry[] | undefined {
  const end = file.indexOf(NEW_LINE);
  const head = JSON.parse(file.toString('utf8', 0, end)) as Head;
  if (head.format !== FORMAT || head.tool !== tool) return undefined;
  const body = file.subarray(end + 1);
  if (digest(body) !== head.digest) throw new Error('it is damaged');
  let at = 0;
  return head.entries.map(([path, key, length, age]) => ({ path, key, bytes: body.subarray(at, (at += length)), age }));
}
