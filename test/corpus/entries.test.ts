import assert from 'node:assert/strict';
import { execSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { modesOf } from '../../corpus/run/measure-package.js';
import { corpusFolder, idOf, lockOf, readEntries, type PackageEntry } from '../../corpus/run/package-entry.js';
import { testCommandLine } from '../../corpus/run/run-tests.js';

const list = path.join(corpusFolder, 'open.json');
const lists = [list, path.join(corpusFolder, 'more.json')];

describe('lists of the corpus', () => {
  const entries = readEntries(list);

  for (const file of lists) {
    const listed = readEntries(file);

    it(`${path.basename(file)} names each package once, with what it takes to fetch and test it`, () => {
      assert.equal(new Set(listed.map(idOf)).size, listed.length);
      for (const entry of listed) {
        assert.equal(entry.source.spec, `${entry.name}@${entry.version}`);
        assert.match(entry.source.integrity, /^sha512-[\w+/]+=*$/);
        assert.ok(entry.srcGlobs.length > 0 && entry.testCommand.length > 0, entry.name);
      }
    });

    it(`${path.basename(file)} has a lock for each package that pins every dependency by its hash and names no place to get it from`, () => {
      for (const entry of listed) {
        const lock = lockOf(entry, file);
        assert.ok(lock, entry.name);
        const { packages } = JSON.parse(fs.readFileSync(lock, 'utf8')) as {
          packages: Record<string, Record<string, unknown>>;
        };
        for (const [where, dependency] of Object.entries(packages)) {
          assert.equal(dependency['resolved'], undefined, `${entry.name}: ${where}`);
          const bundled = where === '' || dependency['inBundle'] === true;
          if (!bundled) assert.equal(typeof dependency['integrity'], 'string', `${entry.name}: ${where}`);
        }
      }
    });
  }

  it('have no package in common, and no lock without a package', () => {
    const locks = fs.readdirSync(path.join(corpusFolder, 'locks')).sort();
    const ids = lists.flatMap((file) => readEntries(file).map((entry) => `${idOf(entry)}.json`));
    assert.deepEqual(locks, ids.sort());
  });

  it('can be narrowed by name and by id, and says what it does not know', () => {
    assert.deepEqual(
      readEntries(list, ['ncp', 'mkdirp-0.5.1'])
        .map(({ name }) => name)
        .sort(),
      ['mkdirp', 'ncp'],
    );
    assert.throws(() => readEntries(list, ['nothing']), /nothing/);
  });

  it('adds the modes that an entry asks for', () => {
    const entry = { ...entries[0]!, exports: ['promise'] } satisfies PackageEntry;
    assert.deepEqual(
      modesOf(entry).map(({ name, onDemand = false }) => `${name}${onDemand ? ' on demand' : ''}`),
      ['default', 'unsafe', 'exports-promise', 'verify on demand'],
    );
    assert.deepEqual(modesOf(entry)[2]!.flags, ['--exports', 'promise']);
  });

  it('gives the test command to the shell as it is', () => {
    const words = ['-e', 'console.log(process.argv.slice(1).join())', "it's", '$HOME "x" \\'];
    const line = testCommandLine({ ...entries[0]!, testCommand: [process.execPath, ...words] });
    assert.equal(execSync(line, { encoding: 'utf8' }), `it's,$HOME "x" \\\n`);
  });
});
