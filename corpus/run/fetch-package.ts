import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { idOf, type PackageEntry } from './package-entry.js';
import { runCommand, tailOf } from './run-command.js';

/**
 * Gets the published tarball of a package by name and version, once, and checks what it is.
 * @returns path of the tarball
 * @throws when npm cannot get it or its hash is not the one of the list
 */
export async function fetchPackage(entry: PackageEntry, cache: string): Promise<string> {
  const folder = path.join(cache, 'tarballs');
  const tarball = path.join(folder, `${idOf(entry)}.tgz`);
  if (!fs.existsSync(tarball)) {
    fs.mkdirSync(folder, { recursive: true });
    const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, entry.source.spec];
    const packed = await runCommand('npm', args, { cwd: folder });
    if (packed.code !== 0) throw new Error(`npm pack ${entry.source.spec} failed: ${tailOf(packed)}`);
  }
  const integrity = `sha512-${crypto.createHash('sha512').update(fs.readFileSync(tarball)).digest('base64')}`;
  if (integrity !== entry.source.integrity) {
    fs.rmSync(tarball);
    throw new Error(`${entry.source.spec} is not what the list says: its hash is ${integrity}`);
  }
  return tarball;
}
