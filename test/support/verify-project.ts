import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CommandResult } from './run-fake-cli.js';
import { TempProject } from './temp-project.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

const manifest = `${JSON.stringify({ name: 'p', dependencies: { 'coshift-shim': '^0.1.0' } }, null, 2)}\n`;

/** A package that calls back, and tells everybody else before a promise could have told anybody. No analysis reads it. */
const wire = `var EventEmitter = require('events');
exports.events = new EventEmitter();
exports.write = function (message, callback) {
  setImmediate(function () {
    callback(null, message.length);
    process.nextTick(function () {
      exports.events.emit('ack', message);
    });
  });
};
`;

/** What listens for the acknowledgement when it is called back; it comes too late when the function is async. */
const expecting = `var wire = require('wire');
var fs = require('fs');
exports.source = function (path) { return fs.readFileSync(path, 'utf8'); };
exports.acked = function (send, done) {
  send('a', function (err) {
    if (err) throw err;
    var acked = false;
    wire.events.once('ack', function () { acked = true; });
    setTimeout(function () { done(acked); }, 5);
  });
};
`;

/** Functions that each send something; a conversion of one can be told by `expecting`. */
export function sending(...names: readonly string[]): string {
  const functions = names.map(
    (name) => `exports.${name} = function (message, callback) {
  wire.write(message, function (err, length) {
    if (err) return callback(err);
    callback(null, length);
  });
};
`,
  );
  return `var wire = require('wire');\n\n${functions.join('\n')}`;
}

/** Fails, naming them, when more than so many of these functions (`lib/a.js#send`) have become async. */
export function ackTest(functions: readonly string[], tolerated = 0): string {
  return `var acked = require('./expecting').acked;
var all = ${JSON.stringify(functions)};
var late = [];
(function next(i) {
  if (i === all.length) {
    if (late.length > ${tolerated}) throw new Error('the ack came too early: ' + late.join(', '));
    console.log('all acked');
    return;
  }
  var parts = all[i].split('#');
  acked(require('./' + parts[0])[parts[1]], function (ok) {
    if (!ok) late.push(parts[1]);
    next(i + 1);
  });
})(0);
`;
}

/** A project in a repository of its own, with the shim installed, whose conversion is tried. */
export class VerifyProject extends TempProject {
  readonly #cache = mkdtempSync(join(tmpdir(), 'coshift-cache-'));

  constructor(files: Readonly<Record<string, string>>, { git = true, shim = true } = {}) {
    super({ 'package.json': manifest, '.gitignore': 'node_modules\n', 'node_modules/.keep': '', ...files });
    this.write({ 'node_modules/wire/index.js': wire, 'expecting.js': expecting });
    if (shim) symlinkSync(join(root, 'shim'), this.path('node_modules/coshift-shim'), 'junction');
    if (!git) return;
    this.git('init', '-q');
    this.commit();
  }

  /** Runs the command in the project, with a folder of its own for what it keeps. */
  coshift(...args: readonly string[]): CommandResult {
    return this.coshiftIn('.', ...args);
  }

  coshiftIn(folder: string, ...args: readonly string[]): CommandResult {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, this.#command(args), {
      cwd: this.path(folder),
      encoding: 'utf8',
      env: this.#env(),
    });
    if (error) throw error;
    return { code: status, stdout, stderr };
  }

  /** `coshift convert lib --write --verify COMMAND`. */
  verify(command: string, ...args: readonly string[]): CommandResult {
    return this.coshift('convert', 'lib', '--write', '--verify', command, ...args);
  }

  /** Starts the command and does not wait for it. */
  start(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, this.#command(args), { cwd: this.root, env: this.#env(), stdio: 'ignore' });
  }

  /** What a file holds, as soon as it holds something. */
  async waitFor(path: string): Promise<string> {
    for (;;) {
      const text = existsSync(this.path(path)) ? readFileSync(this.path(path), 'utf8') : '';
      if (text !== '') return text;
      await setTimeout(20);
    }
  }

  /** Runs a command line in the project. @throws when it fails */
  execute(line: string): void {
    execFileSync(line, { cwd: this.root, shell: true, stdio: 'pipe' });
  }

  /** What a file outside of the project holds. */
  readAt(path: string): string {
    return readFileSync(path, 'utf8');
  }

  /** Changed and new files. */
  status(): string {
    return this.git('status', '--porcelain');
  }

  override remove(): void {
    super.remove();
    rmSync(this.#cache, { recursive: true, force: true });
  }

  #command(args: readonly string[]): string[] {
    return ['--import', tsx, join(root, 'cli/main.ts'), ...args];
  }

  #env(): NodeJS.ProcessEnv {
    return { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: this.#cache };
  }
}

/** Whether a process runs; one that has ended may still be listed. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}
