import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const shim = path.join(import.meta.dirname, '../../../shim');
const tsdown = path.join(import.meta.dirname, '../../../node_modules/tsdown/dist/run.mjs');

/** An empty project in which a fresh build of the shim is installed, apart from the one that other people may be using. */
export class BuiltPackage {
  /** Folder of the project. */
  readonly project = mkdtempSync(path.join(tmpdir(), 'coshift-shim-'));
  /** Folder of the installed package. */
  readonly folder = path.join(this.project, 'node_modules/coshift-shim');
  /** What the build printed. */
  readonly output: string;

  constructor() {
    mkdirSync(this.folder, { recursive: true });
    this.output = execFileSync(process.execPath, [tsdown, '--out-dir', path.join(this.folder, 'dist')], {
      cwd: shim,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    for (const name of ['package.json', 'README.md', 'LICENSE']) {
      cpSync(path.join(shim, name), path.join(this.folder, name));
    }
  }

  /** Runs a script of the project and gives what it printed. */
  run(name: string, code: string): string {
    return this.runWithWarnings(name, code).stdout;
  }

  /** Runs a script of the project and gives what it printed, warnings apart. */
  runWithWarnings(name: string, code: string): { stdout: string; stderr: string } {
    const file = path.join(this.project, name);
    writeFileSync(file, code);
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: this.project, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    return { stdout, stderr };
  }

  /** Installs a second copy, for `other` in the same project, and gives the path to load it by. */
  addCopy(other: string): string {
    const folder = path.join(this.project, 'node_modules', other, 'node_modules/coshift-shim');
    cpSync(this.folder, folder, { recursive: true });
    return folder;
  }

  /** Names of the files that would be published. */
  packed(): string[] {
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: this.folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const [pack] = JSON.parse(output) as [{ files: { path: string }[] }];
    return pack.files.map((file) => file.path).sort();
  }

  /** Deletes the project. */
  remove(): void {
    rmSync(this.project, { recursive: true, force: true });
  }
}
