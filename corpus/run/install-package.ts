import fs from 'node:fs';
import path from 'node:path';
import { fetchPackage } from './fetch-package.js';
import { idOf, lockOf, type PackageEntry } from './package-entry.js';
import { runCommand, runShell, tailOf } from './run-command.js';

const otherLocks = ['npm-shrinkwrap.json', 'yarn.lock'];

/**
 * Unpacks and installs a package below the cache, once; a change of its entry or lock installs it anew.
 * @param list file that the entry is from
 * @returns folder of the package, to be copied and never changed
 */
export async function installPackage(entry: PackageEntry, list: string, cache: string): Promise<string> {
  const folder = path.join(cache, idOf(entry), 'installed', 'package');
  const marker = path.join(cache, idOf(entry), 'installed', 'complete.json');
  const lock = lockOf(entry, list);
  // How it is measured is no part of what is installed.
  const state = JSON.stringify({
    entry: { ...entry, exports: undefined },
    lock: lock && fs.readFileSync(lock, 'utf8'),
  });
  if (fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === state) return folder;
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  await unpack(await fetchPackage(entry, cache), folder);
  await runLines(entry.setup, folder);
  placeLock(lock, folder);
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...(entry.installArgs ?? [])];
  const installed = await runCommand('npm', args, { cwd: folder });
  if (installed.code !== 0) throw new Error(`npm install failed: ${tailOf(installed)}`);
  await runLines(entry.prepare, folder);
  fs.writeFileSync(marker, state);
  return folder;
}

/** Unpacks a package's tarball without the folder that npm puts around its files. */
export async function unpack(tarball: string, folder: string): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  const args = ['xzf', tarball, '-C', folder, '--strip-components=1', '--no-same-owner'];
  const unpacked = await runCommand('tar', args, { cwd: folder });
  if (unpacked.code !== 0) throw new Error(`tar failed: ${tailOf(unpacked)}`);
}

function placeLock(lock: string | undefined, folder: string): void {
  for (const name of otherLocks) fs.rmSync(path.join(folder, name), { force: true });
  const target = path.join(folder, 'package-lock.json');
  if (lock === undefined) fs.rmSync(target, { force: true });
  else fs.copyFileSync(lock, target);
}

async function runLines(lines: readonly string[] | undefined, cwd: string): Promise<void> {
  for (const line of lines ?? []) {
    const result = await runShell(line, { cwd });
    if (result.code !== 0) throw new Error(`${line}: ${tailOf(result)}`);
  }
}
