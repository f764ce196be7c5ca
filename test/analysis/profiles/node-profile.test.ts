import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { BuiltinCallback } from '../../../analysis/profiles/builtin-callback.js';
import { allBuiltins, lookupBuiltin } from '../../../analysis/profiles/node-profile.js';
import { buildProfile, profilePath } from '../../../scripts/node-profile/build-profile.js';

const require = createRequire(import.meta.url);
const root = new URL('../../../', import.meta.url);
const isMethod = ({ name }: BuiltinCallback): boolean => name.includes('#');
const label = ({ module, name }: BuiltinCallback): string => `${module}.${name}`;

/** The function or method that an entry speaks of, in the running Node. */
function atRunTime({ module, name }: BuiltinCallback): any {
  const [owner, method] = name.split('#') as [string, string?];
  const found = owner.split('.').reduce<any>((value, key) => value?.[key], require(module));
  return method === undefined ? found : found?.prototype?.[method];
}

/** The names under which `util.promisify` puts several values; Node keeps them under a private symbol. */
function fieldNames(fn: object): readonly string[] | undefined {
  const key = Object.getOwnPropertySymbols(fn).find(({ description }) => description === 'customPromisifyArgs');
  return key && (fn as Record<symbol, string[]>)[key];
}

describe("profile of Node's callbacks", () => {
  it('is what the installed type declarations give', () => {
    assert.equal(fs.readFileSync(new URL(profilePath, root), 'utf8'), buildProfile(root));
  }).timeout(60_000);

  it('has the functions of every module that takes callbacks', () => {
    const counts: Record<string, number> = {};
    for (const entry of allBuiltins()) if (!isMethod(entry)) counts[entry.module] = (counts[entry.module] ?? 0) + 1;
    assert.deepEqual(counts, { child_process: 2, crypto: 13, dns: 16, fs: 43, stream: 2, timers: 2, zlib: 9 });
  });

  it('can be looked up with node: and for globals, and knows nothing else', () => {
    assert.equal(lookupBuiltin('node:fs', 'readFile'), lookupBuiltin('fs', 'readFile'));
    assert.equal(lookupBuiltin('globals', 'setTimeout'), lookupBuiltin('timers', 'setTimeout'));
    assert.equal(lookupBuiltin('fs', 'readFile')?.kind, 'error-first');
    for (const name of ['readFileSync', 'watch', 'toString', 'nothing'])
      assert.equal(lookupBuiltin('fs', name), undefined);
    for (const name of ['Socket#on', 'Server#listen']) assert.equal(lookupBuiltin('net', name), undefined);
  });

  it('marks void results, several values, traps', () => {
    assert.deepEqual(lookupBuiltin('fs', 'unlink')?.values, []);
    assert.deepEqual(lookupBuiltin('fs', 'unlink')?.promise, { via: 'module', module: 'fs/promises' });
    assert.deepEqual(lookupBuiltin('child_process', 'exec')?.values, ['stdout', 'stderr']);
    assert.deepEqual(lookupBuiltin('child_process', 'exec')?.traps, ['returns-handle']);
    assert.deepEqual(lookupBuiltin('fs', 'open')?.promise, { via: 'promisify' });
    assert.deepEqual(lookupBuiltin('fs', 'open')?.traps, ['promises-differ']);
    assert.deepEqual(lookupBuiltin('crypto', 'randomBytes')?.traps, ['sync-without-callback']);
    assert.deepEqual(lookupBuiltin('fs', 'exists')?.kind, 'value');
    assert.deepEqual(lookupBuiltin('timers', 'setTimeout')?.positions, [0]);
    assert.deepEqual(lookupBuiltin('fs', 'Dir#close')?.promise, { via: 'omit-callback' });
  });
});

describe("profile of Node's callbacks, against the running Node", () => {
  it('names functions and methods that exist', () => {
    const missing = allBuiltins().filter(
      (entry) => typeof atRunTime(entry) !== 'function' && !entry.traps.includes('may-be-missing'),
    );
    // Not exposed as classes whose prototype can be looked at.
    assert.deepEqual(missing.map(label), ['child_process.ChildProcess#send']);
  });

  it('puts no callback behind the last parameter', () => {
    for (const entry of allBuiltins().filter((one) => !isMethod(one) && one.promise && one.last)) {
      const { length } = (atRunTime(entry) ?? { length: Infinity }) as { length: number };
      // Functions with rest parameters say less than they take.
      if (length >= 2)
        assert.ok(entry.positions[0]! < length, `${label(entry)}: ${String(entry.positions)} of ${length}`);
    }
  });

  it('names promise modules that have the function, also as member of the module', () => {
    for (const entry of allBuiltins()) {
      if (entry.promise?.via !== 'module' || entry.traps.includes('may-be-missing')) continue;
      const promises = require(entry.promise.module);
      assert.equal(typeof promises[entry.name], 'function', label(entry));
      assert.equal(require(entry.module).promises, promises, entry.module);
    }
  });

  it('names promise classes that have the method', () => {
    for (const entry of allBuiltins()) {
      if (entry.promise?.via !== 'class') continue;
      const [owner, method] = entry.name.split('#') as [string, string];
      assert.equal(typeof require(entry.promise.module)[owner].prototype[method], 'function', label(entry));
    }
  });

  it('knows which promisified functions resolve with an object, and its fields', () => {
    for (const entry of allBuiltins().filter((one) => !isMethod(one))) {
      const fn = atRunTime(entry);
      if (typeof fn !== 'function') continue;
      const names = fieldNames(fn);
      if (names)
        assert.deepEqual(
          entry.promise && 'fields' in entry.promise ? entry.promise.fields : undefined,
          names,
          label(entry),
        );
      else if (entry.values.length > 1) assert.equal(typeof fn[promisify.custom], 'function', label(entry));
    }
  });

  it('needs a custom promisify for every function of values alone and for callbacks that are not last', () => {
    for (const entry of allBuiltins().filter((one) => !isMethod(one) && (one.kind === 'value' || !one.last))) {
      assert.equal(typeof atRunTime(entry)[promisify.custom], 'function', label(entry));
    }
  });

  it('is right that void functions of fs complete with null alone', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profile-'));
    const file = path.join(folder, 'a');
    const calls: [string, unknown[]][] = [
      ['writeFile', [file, 'x']],
      ['access', [file]],
      ['rename', [file, `${file}b`]],
      ['unlink', [`${file}b`]],
      ['rmdir', [folder]],
    ];
    for (const [name, args] of calls) {
      assert.deepEqual(lookupBuiltin('fs', name)?.values, [], name);
      const received = await new Promise((resolve) =>
        (fs as any)[name](...args, (...list: unknown[]) => resolve(list)),
      );
      assert.deepEqual(received, [null], name);
    }
  });

  it('is right that some functions of crypto work at once without a callback', () => {
    const crypto = require('node:crypto');
    for (const name of ['randomBytes', 'pseudoRandomBytes']) assert.ok(Buffer.isBuffer(crypto[name](4)));
    assert.equal(typeof crypto.randomInt(4), 'number');
  });

  it('is right that bad arguments throw at once', () => {
    assert.throws(() => fs.readFile({} as never, () => undefined), TypeError);
    assert.throws(() => fs.stat('a', undefined as never), TypeError);
  });
});
