import assert from 'node:assert/strict';
import { isAlive, ackTest, sending, VerifyProject } from '../support/verify-project.js';

/** Ends as the next letter of a word says, `p` for passing. */
const script = (word: string): string => `var fs = require('fs');
var file = 'node_modules/count';
var run = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
fs.writeFileSync(file, String(run + 1));
process.exit(${JSON.stringify(word)}[run] === 'p' ? 0 : 1);
`;

describe('coshift convert --write --verify, when the command is no help', function () {
  // Each test runs the command, which runs others.
  this.timeout(120_000);
  let project: VerifyProject;

  afterEach(() => project.remove());

  const refused = (command: string, message: RegExp, ...args: readonly string[]): string => {
    const { code, stdout, stderr } = project.verify(command, ...args);
    assert.match(stderr, message);
    assert.equal(code, 2);
    assert.equal(project.status(), '');
    return stdout;
  };

  it('writes nothing when it fails before the conversion, and shows the end of its output', () => {
    project = new VerifyProject({
      'lib/a.js': sending('send'),
      'test.js': 'console.log("1 passed"); console.error("2 is broken"); process.exit(3);\n',
    });
    const stdout = refused('node test.js', /error CS7053 `node test\.js` fails before anything is converted/);
    assert.match(stdout, /The end of its output:\n {2}1 passed\n {2}2 is broken\n/);
    assert.match(stdout, /^Would convert 1 site/m);
  });

  it('writes nothing when the originals pass once and fail once', () => {
    project = new VerifyProject({ 'lib/a.js': sending('send'), 'test.js': script('pff') });
    refused('node test.js', /error CS7054 .* on the same files \(the originals\)/);
  });

  it('writes nothing when what it was to write passes once and fails once', () => {
    project = new VerifyProject({ 'lib/a.js': sending('one', 'two', 'three'), 'test.js': script('pfpfpff') });
    refused('node test.js', /error CS7054 .* on the same files \(those that were to be written\)/);
    assert.equal(project.read('node_modules/count'), '7');
  });

  it('writes nothing when only the whole conversion failed, and passes the next time', () => {
    project = new VerifyProject({ 'lib/a.js': sending('one', 'two'), 'test.js': script('pfppp') });
    refused('node test.js', /error CS7054 .* on the same files \(those of the whole conversion\)/);
    assert.equal(project.read('node_modules/count'), '5');
  });

  it('writes nothing when the command changes what was converted', () => {
    const change = 'require("fs").appendFileSync("lib/a.js", "// changed\\n");\n';
    project = new VerifyProject({ 'lib/a.js': sending('send'), 'test.js': 'require("./lib/a");\n' });
    project.write({
      'test.js': `if (/asCallback/.test(require('./expecting').source('lib/a.js'))) ${change}`,
    });
    project.commit();
    refused('node test.js', /error CS7056 `node test\.js` changed lib\/a\.js/);
  });

  it('asks for the shim when it is not installed', () => {
    project = new VerifyProject({ 'lib/a.js': sending('send'), 'test.js': 'require("./lib/a");\n' }, { shim: false });
    refused('node test.js', /error CS7055 .* Install it \(npm install coshift-shim@\^0\.1\.0\)/);
  });

  it('counts a run that is not done in time as failed, and ends everything that it started', () => {
    project = new VerifyProject({
      'lib/a.js': sending('one', 'two'),
      'test.js': `var text = require('./expecting').source('lib/a.js').split('exports.two')[0];
if (/asCallback\\(/.test(text)) {
  var child = require('child_process').spawn(process.execPath, ['-e', 'setTimeout(function () {}, 100000)']);
  require('fs').appendFileSync('node_modules/pids', child.pid + '\\n');
}
`,
    });
    const { code, stdout, stderr } = project.verify('node test.js', '--verify-timeout', '5');
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /node test\.js: ended, since it was not done, after [\d.]+ s with the whole conversion \(2 sites\)/,
    );
    assert.match(stdout, /lib\/a\.js:3 exports\.one: it was not done in time/);
    assert.match(project.read('lib/a.js').split('exports.two')[1]!, /asCallback/);
    const pids = project.read('node_modules/pids').trim().split('\n').map(Number);
    assert.equal(pids.length, 2);
    assert.deepEqual(pids.filter(isAlive), []);
  });

  it('wants --write, a command, and a number of seconds', () => {
    project = new VerifyProject({ 'lib/a.js': sending('send'), 'test.js': ackTest([]) });
    const run = (...args: string[]) => project.coshift('convert', 'lib', ...args);
    for (const [args, message] of [
      [['--verify', 'node test.js'], /CS7012 --verify: the command runs on the converted files, so add --write/],
      [['--write', '--verify', ' '], /CS7012 --verify: name a command/],
      [['--write', '--verify-timeout', '3'], /CS7012 --verify-timeout: has no meaning without --verify/],
      [['--write', '--verify', 'x', '--verify-timeout', 'soon'], /Give a number of seconds above 0/],
    ] as const) {
      const { code, stderr } = run(...args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
    assert.equal(project.status(), '');
  });
});
