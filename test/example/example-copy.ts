import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The example as it is in this repository. */
export const original = join(root, 'examples/legacy-app');
const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const tsx = createRequire(import.meta.url).resolve('tsx');

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the example in a git repository of its own, that a test may convert. */
export class ExampleCopy {
  readonly dir = mkdtempSync(join(tmpdir(), 'coshift-example-'));

  constructor() {
    cpSync(original, this.dir, { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.dir, 'node_modules'), 'junction');
    this.git('init', '--quiet');
    this.git('config', 'core.autocrlf', 'false');
    this.commit('as it was');
  }

  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=example', '-c', 'user.email=example@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, ...args], { cwd: this.dir, encoding: 'utf8' });
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  /** Runs the `coshift` command of this repository in the copy. */
  coshift(...args: readonly string[]): CommandResult {
    return this.node('--import', tsx, join(root, 'cli/main.ts'), ...args);
  }

  /** Runs the example's own tests. */
  test(): CommandResult {
    return this.node(mocha);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  private node(...args: readonly string[]): CommandResult {
    const env = { ...process.env, NO_COLOR: '1' };
    return spawnSync(process.execPath, args, { cwd: this.dir, encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024 });
  }
}
