import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own for one test. */
export class TempProject {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'coshift-test-')));

  /** @param files content by path */
  constructor(files: Readonly<Record<string, string | Buffer>>) {
    this.write(files);
  }

  /** A project whose files are committed to a new repository. */
  static committed(files: Readonly<Record<string, string | Buffer>>): TempProject {
    const project = new TempProject(files);
    project.git('init', '-q');
    project.commit();
    return project;
  }

  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(this.path(path)), { recursive: true });
      writeFileSync(this.path(path), content);
    }
  }

  path(path: string): string {
    return join(this.root, path);
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  unlink(path: string): void {
    rmSync(this.path(path));
  }

  git(...args: readonly string[]): string {
    return this.gitIn('.', ...args);
  }

  /** Runs git in a folder of the project with an identity of its own, whatever the machine has. */
  gitIn(folder: string, ...args: readonly string[]): string {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'core.autocrlf=false'];
    return execFileSync('git', [...identity, ...args], {
      cwd: this.path(folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  commit(): void {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'state');
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
