import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { runFakeCli } from '../support/run-fake-cli.js';
import { TempProject } from '../support/temp-project.js';

/** What every failing command owes its user: one line, and nothing of our own inside. */
function assertOneLine(stderr: string, pattern: RegExp): void {
  const lines = stderr.split('\n').filter((line) => / error\b|^coshift: /.test(line));
  assert.equal(lines.length, 1, `one line expected:\n${stderr}`);
  assert.match(lines[0]!, pattern);
  assert.doesNotMatch(stderr, /\n\s+at /);
}

describe('errors of the command', () => {
  let project: TempProject;

  beforeEach(() => {
    project = TempProject.committed({ 'package.json': '{ "name": "p" }\n', 'src/good.js': 'oldSafe(1);\n' });
  });

  afterEach(() => project.remove());

  const usage: readonly [name: string, args: readonly string[], pattern: RegExp][] = [
    ['no command', [], /name a command \(check, convert, list, explain, path\)/],
    ['an unknown command', ['cnvert'], /unknown command 'cnvert' \(Did you mean convert\?\)/],
    [
      'a path in place of a command',
      ['src'],
      /name a command in front of src: "coshift check src" .* "coshift convert src"/,
    ],
    [
      'an unknown flag',
      ['convert', '--wirte'],
      /unknown option '--wirte' \(Did you mean --write\?\); see "coshift --help"/,
    ],
    ['a flag without its value', ['check', '--exports'], /'--exports <policy>' argument missing/],
    [
      'a value that is not one of the choices',
      ['check', '--exports', 'all'],
      /Allowed choices are dual, promise, callback; put PACKAGE=/,
    ],
    ['an unknown format', ['check', '--format', 'xml'], /Formats are pretty, diff, json/],
    ['a format without its file', ['check', '--format', 'json='], /Name the file after "json="/],
    [
      'two formats in one stream',
      ['check', '--format', 'json', '--format', 'diff'],
      /CS7012 --format: only one can go to standard output/,
    ],
    [
      'a report that cannot be written',
      ['check', '--format', 'json=no/such/folder.json'],
      /cannot write the report to .*folder\.json/,
    ],
    [
      'an unknown stage',
      ['check', '--stop-after', 'Printing'],
      /CS7012 --stop-after: unknown stage Printing; stages are SourceFile, ParsedFile/,
    ],
    [
      'a stage and writing',
      ['convert', '--write', '--stop-after', 'Printed'],
      /CS7012 --stop-after: cannot be combined with --write/,
    ],
    ['an unknown transform', ['convert', '-t', 'promises'], /CS7010 unknown transform: promises; known are fake/],
    ['an unknown transform of path', ['path', 'promises'], /CS7010 unknown transform: promises; known are fake/],
    ['an unknown code', ['explain', 'CS9999'], /CS7011 unknown code: CS9999/],
    ['a pattern without files', ['check', 'src/**/*.jsx'], /CS7017 .*src\/\*\*\/\*\.jsx/],
    ['a file of another kind', ['check', 'package.json'], /CS7017 .*package\.json/],
  ];

  for (const [name, args, pattern] of usage) {
    it(`${name}: one line, exit code 2`, () => {
      const { code, stderr } = runFakeCli(project.root, args);
      assertOneLine(stderr, pattern);
      assert.equal(code, 2);
    });
  }

  it('a missing path: named, exit code 2, the other paths are done', () => {
    const { code, stdout, stderr } = runFakeCli(project.root, ['convert', 'nowhere', 'src']);
    assertOneLine(stderr, /CS7006 no such file or folder: nowhere/);
    assert.match(stdout, /^\+newSafe\(1\);$/m);
    assert.equal(code, 2);
  });

  it('a syntax error: file, line and column, exit code 2, the other files are written', () => {
    project.write({ 'src/bad.js': 'oldSafe(1);\nvar = 3;\n' });
    project.commit();
    const { code, stderr } = runFakeCli(project.root, ['convert', '--write']);
    assertOneLine(stderr, /^src\/bad\.js:2:5: error CS7001 .*--ignore-pattern/);
    assert.equal(code, 2);
    assert.equal(project.read('src/good.js'), 'newSafe(1);\n');
    assert.equal(project.read('src/bad.js'), 'oldSafe(1);\nvar = 3;\n');
  });

  it('a file that is no text: named, exit code 2, the other files are done', () => {
    project.write({ 'src/latin.js': Buffer.from([0x6f, 0x6c, 0x64, 0xe9, 0x0a]) });
    const { code, stdout, stderr } = runFakeCli(project.root, ['convert']);
    assertOneLine(stderr, /^src\/latin\.js: error CS7002 cannot be read: not UTF-8 text/);
    assert.match(stdout, /^\+newSafe\(1\);$/m);
    assert.equal(code, 2);
  });

  it('a broken link: named, exit code 2, the other files are done', () => {
    symlinkSync('gone.js', project.path('src/link.js'));
    const { code, stdout, stderr } = runFakeCli(project.root, ['convert']);
    assertOneLine(stderr, /^src\/link\.js: error CS7002 cannot be read: it does not exist \(a broken link\?\)/);
    assert.match(stdout, /^\+newSafe\(1\);$/m);
    assert.equal(code, 2);
  });

  it('an exception in a transform: named, exit code 2; its stack only with -v', () => {
    project.write({ 'src/throws.js': 'oldThrow();\n' });
    const quiet = runFakeCli(project.root, ['check']);
    assertOneLine(quiet.stderr, /^src\/throws\.js: error CS7018 .*TypeError: the fake gave up/);
    assert.equal(quiet.code, 2);
    assert.match(quiet.stdout, /Would convert 1 site /);
    assert.match(runFakeCli(project.root, ['check', '-v']).stderr, /at .*fake-transform/);
  });

  it('output that fails a check: refused, exit code 2, the original stays, the others are written', () => {
    project.write({ 'src/broken.js': 'oldBroken(1);\n', 'src/unbound.js': 'oldUnbound(1);\n' });
    project.commit();
    const { code, stderr } = runFakeCli(project.root, ['convert', '--write']);
    assert.match(stderr, /^src\/broken\.js: error CS7003 .*\(syntax\)/m);
    assert.match(stderr, /^src\/unbound\.js: error CS7003 .*\(unbound\).*neverDeclared/m);
    assert.equal(code, 2);
    assert.equal(project.read('src/broken.js'), 'oldBroken(1);\n');
    assert.equal(project.read('src/unbound.js'), 'oldUnbound(1);\n');
    assert.equal(project.read('src/good.js'), 'newSafe(1);\n');
  });

  it('output that changes in a second round: both rounds are one change', () => {
    project.write({ 'src/again.js': 'oldTwice(1);\n' });
    project.commit();
    const { code, stderr } = runFakeCli(project.root, ['convert', '--write', 'src/again.js']);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.equal(project.read('src/again.js'), 'newSafe(1);\n');
  });

  it('output that never stops changing: refused, exit code 2', () => {
    project.write({ 'src/again.js': 'oldFlip(1);\n' });
    const { code, stderr } = runFakeCli(project.root, ['convert', 'src/again.js']);
    assertOneLine(stderr, /^src\/again\.js: error CS7016 /);
    assert.equal(code, 2);
  });

  it('a file that cannot be written: named, exit code 2, the others are written', () => {
    const longName = `src/${'a'.repeat(245)}.js`; // no room for the name of the temporary file beside it
    project.write({ [longName]: 'oldSafe(2);\n' });
    project.commit();
    const { code, stderr } = runFakeCli(project.root, ['convert', '--write']);
    assertOneLine(stderr, /^src\/a+\.js: error CS7005 cannot be written: ENAMETOOLONG/);
    assert.equal(code, 2);
    assert.equal(project.read(longName), 'oldSafe(2);\n');
    assert.equal(project.read('src/good.js'), 'newSafe(1);\n');
  });
});
