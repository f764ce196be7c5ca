import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSystem } from '../run-settings.js';

/** The folders in which a run that tries a conversion of a project may keep what it needs, the preferred one first. */
export function stateFoldersOf({ stateFolders }: RunSystem, root: string): readonly string[] {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return stateFolders.map((folder) => join(folder, 'verify', name));
}

/**
 * Makes the first of these folders that can be made.
 *
 * @throws the last error when none can be made
 */
export function makeStateFolder(folders: readonly string[]): string {
  let problem: unknown = new Error('no folder was given');
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      return folder;
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}
