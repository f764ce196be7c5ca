import fs from 'node:fs';
import path from 'node:path';

const dependencies = 'node_modules';
const copyOptions = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true };

/** Makes a fresh copy of an installed package, in a folder of its own below which its tests may write. */
export function copyPackage(from: string, to: string): void {
  fs.rmSync(path.dirname(to), { recursive: true, force: true });
  fs.cpSync(from, to, copyOptions);
}

/** Makes a copy as fresh as its template again, but for what it depends on, which tests leave alone. */
export function refreshPackage(template: string, copy: string): void {
  if (!fs.existsSync(path.join(copy, dependencies))) return copyPackage(template, copy);
  const entries = (folder: string): string[] => fs.readdirSync(folder).filter((name) => name !== dependencies);
  for (const name of entries(copy)) fs.rmSync(path.join(copy, name), { recursive: true, force: true });
  for (const name of entries(template)) fs.cpSync(path.join(template, name), path.join(copy, name), copyOptions);
}

/** Keeps what a package is now, without what it depends on, as a template for `refreshPackage`. */
export function keepPackage(copy: string, template: string): void {
  fs.rmSync(template, { recursive: true, force: true });
  const isOwn = (source: string): boolean => source !== path.join(copy, dependencies);
  fs.cpSync(copy, template, { ...copyOptions, filter: isOwn });
}
