import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const shimFolder = fileURLToPath(new URL('../../shim/', import.meta.url));
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** The texts of all files below a folder, by path with forward slashes; dependencies are left out. */
export function readTree(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter(
    (name) => !name.startsWith('node_modules') && fs.statSync(path.join(folder, name)).isFile(),
  );
  return Object.fromEntries(files.sort().map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

/** Makes a folder hold exactly these files. */
export function writeTree(folder: string, tree: Readonly<Record<string, string>>): void {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(tree)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/**
 * A copy of a project in the temporary folder, where `coshift-shim` is installed as a dependency would be, and those of its
 * dependencies that are installed here.
 *
 * @param installed folder of packages that are put there as well
 */
export function copyProject(tree: Readonly<Record<string, string>>, installed?: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coshift-project-'));
  writeTree(folder, tree);
  fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  if (installed !== undefined && fs.existsSync(installed))
    fs.cpSync(installed, path.join(folder, 'node_modules'), { recursive: true });
  fs.symlinkSync(shimFolder, path.join(folder, 'node_modules/coshift-shim'), 'junction');
  const { dependencies = {} } = JSON.parse(tree['package.json'] ?? '{}') as { dependencies?: Record<string, string> };
  for (const name of Object.keys(dependencies)) {
    const [own, link] = [path.join(modules, name), path.join(folder, 'node_modules', name)];
    if (!fs.existsSync(own) || fs.existsSync(link)) continue;
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(own, link, 'junction');
  }
  return folder;
}
