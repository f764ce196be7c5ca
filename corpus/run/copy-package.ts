import fs from 'node:fs';
import path from 'node:path';

/** Makes a fresh copy of an installed package, in a folder of its own below which its tests may write. */
export function copyPackage(from: string, to: string): void {
  fs.rmSync(path.dirname(to), { recursive: true, force: true });
  fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
}
