import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What coshift uses of Prettier; version 2 gives some of the answers at once. */
export interface Prettier {
  readonly version: string;
  format(text: string, options: object): string | Promise<string>;
  getFileInfo(
    path: string,
    options: object,
  ): Promise<{ readonly ignored: boolean; readonly inferredParser: string | null }>;
  resolveConfig(path: string, options: object): Promise<object | null>;
}

/**
 * Loads the Prettier that a folder uses: its own, or that of a folder above.
 *
 * @param folder absolute path
 * @returns undefined when none is installed there
 */
export async function loadPrettier(folder: string): Promise<Prettier | undefined> {
  let found: string;
  try {
    found = createRequire(join(folder, 'package.json')).resolve('prettier');
  } catch {
    return undefined;
  }
  const module = (await import(pathToFileURL(found).href)) as { default?: Prettier } & Prettier;
  return module.default ?? module;
}
