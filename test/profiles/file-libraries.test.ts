import assert from 'node:assert/strict';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtinProfiles } from '../../analysis/profiles/libraries.generated.js';
import type { ProfileFunction } from '../../core/index.js';

type Callable = (...args: unknown[]) => unknown;
type Library = Readonly<Record<string, Callable>>;

const require = createRequire(import.meta.url);
const now = new Date(0);

/** What each function is called with, in a folder with a file `a`, a folder `d` and a link `l`; `fd` is open to write. */
const ARGUMENTS: Readonly<Record<string, (at: (name: string) => string, fd: number) => unknown[]>> = {
  access: (at) => [at('a')],
  appendFile: (at) => [at('a'), 'x'],
  chmod: (at) => [at('a'), 0o600],
  chown: (at) => [at('a'), process.getuid!(), process.getgid!()],
  close: (at) => [openSync(at('a'), 'r')],
  copyFile: (at) => [at('a'), at('b')],
  fchmod: (_, fd) => [fd, 0o600],
  fchown: (_, fd) => [fd, process.getuid!(), process.getgid!()],
  fdatasync: (_, fd) => [fd],
  fsync: (_, fd) => [fd],
  fstat: (_, fd) => [fd],
  ftruncate: (_, fd) => [fd, 1],
  futimes: (_, fd) => [fd, now, now],
  lchown: (at) => [at('l'), process.getuid!(), process.getgid!()],
  link: (at) => [at('a'), at('b')],
  lstat: (at) => [at('l')],
  mkdtemp: (at) => [at('t')],
  open: (at) => [at('a'), 'r'],
  readFile: (at) => [at('a'), 'utf8'],
  readdir: (at) => [at('')],
  readlink: (at) => [at('l')],
  realpath: (at) => [at('l')],
  rename: (at) => [at('a'), at('b')],
  rmdir: (at) => [at('d')],
  stat: (at) => [at('a')],
  symlink: (at) => [at('a'), at('s')],
  truncate: (at) => [at('a'), 1],
  unlink: (at) => [at('a')],
  utimes: (at) => [at('a'), now, now],
  writeFile: (at) => [at('b'), 'x'],
  mkdir: (at) => [at('n')],
  rm: (at) => [at('a')],
  read: (at) => [openSync(at('a'), 'r'), Buffer.alloc(4), 0, 4, 0],
  write: (_, fd) => [fd, 'x'],
  exists: (at) => [at('a')],
  pathExists: (at) => [at('a')],
  copy: (at) => [at('a'), at('b')],
  move: (at) => [at('a'), at('b')],
  remove: (at) => [at('d')],
  mkdirs: (at) => [at('x/y')],
  mkdirp: (at) => [at('x/y')],
  ensureDir: (at) => [at('x/y')],
  emptyDir: (at) => [at('d')],
  ensureFile: (at) => [at('x/y')],
  createFile: (at) => [at('x/y')],
  ensureLink: (at) => [at('a'), at('x/y')],
  createLink: (at) => [at('a'), at('x/y')],
  ensureSymlink: (at) => [at('a'), at('x/y')],
  createSymlink: (at) => [at('a'), at('x/y')],
  outputFile: (at) => [at('x/y'), 'x'],
  readJson: (at) => [at('a')],
  readJSON: (at) => [at('a')],
  writeJson: (at) => [at('b'), {}],
  writeJSON: (at) => [at('b'), {}],
  outputJson: (at) => [at('x/y'), {}],
  outputJSON: (at) => [at('x/y'), {}],
};

/** Runs one function in a folder of its own. */
async function inFolder<Result>(name: string, run: (args: unknown[]) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'coshift-profile-'));
  writeFileSync(join(folder, 'a'), '{"a":1}');
  mkdirSync(join(folder, 'd'));
  symlinkSync(join(folder, 'a'), join(folder, 'l'));
  const fd = openSync(join(folder, 'a'), 'r+');
  try {
    return await run(ARGUMENTS[name]!((path) => join(folder, path), fd));
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

/** What the callback got, and whether that was before the call had returned. */
const byCallback = (fn: Callable, args: unknown[]): Promise<{ got: unknown[]; atOnce: boolean }> =>
  new Promise((resolve) => {
    let returned = false;
    fn(...args, (...got: unknown[]) => resolve({ got, atOnce: !returned }));
    returned = true;
  });

for (const library of ['fs-extra', 'graceful-fs']) {
  const { shapes } = builtinProfiles.find(({ name }) => name === library)!;
  const functions = require(library) as Library;
  describe(`the profile of ${library} and what it does`, () => {
    for (const [name, claim] of Object.entries(shapes!.module!.members!)) {
      if ('is' in claim || claim.callback === 'none') continue;
      it(name, () => check(functions, name, claim));
    }
  });
}

async function check(functions: Library, name: string, claim: ProfileFunction): Promise<void> {
  const { got, atOnce } = await inFolder(name, (args) => byCallback(functions[name]!, args));
  assert.equal(atOnce, claim.completes !== 'later');
  const [error, ...values] = claim.convention === 'value' ? [null, ...got] : got;
  assert.equal(error ?? null, null);
  // A value that is not there may be handed over as undefined.
  assert.ok(
    values.slice(claim.values!.length).every((value) => value === undefined),
    `got ${got.length} arguments`,
  );
  if (claim.values!.length > 0 && name !== 'mkdir') assert.notEqual(values[claim.values!.length - 1], undefined);
  if (claim.promise?.via !== 'omit-callback') return;
  const value = await inFolder(name, (args) => functions[name]!(...args) as Promise<unknown>);
  assert.equal(typeof value, typeof values[0]);
  const { got: failure } = await inFolder(name, (args) => byCallback(functions[name]!, broken(args)));
  const rejection = inFolder(name, (args) => functions[name]!(...broken(args)) as Promise<unknown>);
  const outcome = await rejection.then(
    () => undefined,
    (reason: unknown) => (reason as NodeJS.ErrnoException).code,
  );
  assert.equal(outcome, (failure[0] as NodeJS.ErrnoException | null)?.code);
}

/** Paths below a file, and descriptors that are not open. */
const broken = ([first, ...others]: unknown[]): unknown[] => [
  typeof first === 'number' ? 9999 : `${String(first).replace(/\/?$/, '')}/none/none`,
  ...others,
];
