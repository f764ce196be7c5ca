import { readFileSync } from 'node:fs';

/** The version of coshift, which is also that of the shim: the two are released together. */
export const toolVersion: string = readVersion();

/** From the sources the package.json is one folder up, from `dist/` two. */
function readVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as {
        name?: string;
        version: string;
      };
      if (name === 'coshift') return version;
    } catch {
      // the other place
    }
  }
  throw new Error('the package.json of coshift is missing: install it again');
}
