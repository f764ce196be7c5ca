import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ackTest, sending, VerifyProject } from '../support/verify-project.js';

const schema = JSON.parse(readFileSync(new URL('../../schema/verification.schema.json', import.meta.url), 'utf8'));

describe('coshift convert --write --verify', function () {
  // Each test runs the command, which runs others.
  this.timeout(120_000);
  let project: VerifyProject;

  afterEach(() => project.remove());

  it('writes the whole conversion when the command passes with it', () => {
    project = new VerifyProject({
      'lib/a.js': sending('send'),
      'test.js': 'require("./lib/a"); console.log("fine");\n',
    });
    const { code, stdout, stderr } = project.verify('node test.js');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^node test\.js: passed in [\d.]+ s before the conversion$/m);
    assert.match(stderr, /^node test\.js: passed in [\d.]+ s with the whole conversion \(1 site\)$/m);
    assert.match(stdout, /^`node test\.js` passed before the conversion \([\d.]+ s\) and with it \([\d.]+ s\)\.$/m);
    assert.match(project.read('lib/a.js'), /asCallback/);
    assert.equal(project.status(), ' M lib/a.js\n');
  });

  it('takes back the one site that breaks a test, and says which test', () => {
    project = new VerifyProject({
      'lib/a.js': sending('one', 'two', 'three'),
      'lib/b.js': sending('four'),
      'test.js': ackTest(['lib/a.js#two']),
    });
    const { code, stdout, stderr } = project.verify('node test.js');
    assert.equal(code, 0, stderr);
    assert.equal(project.status(), ' M lib/a.js\n M lib/b.js\n');
    const [first, second, third] = project.read('lib/a.js').split('exports.').slice(1);
    assert.match(first!, /asCallback/);
    assert.equal(second, sending('one', 'two', 'three').split('exports.')[2]);
    assert.match(third!, /asCallback/);
    assert.match(
      stdout,
      /10:15 +leave +exports\.two\n +CS7051 conversion-fails-command: `node test\.js` fails with its conversion: Error: the ack came too early: two/,
    );
    assert.match(stdout, /1 of 4 sites taken back, found in \d+ runs/);
    assert.match(stdout, /^ {2}lib\/a\.js:10 exports\.two: Error: the ack came too early: two$/m);
    assert.doesNotThrow(() => project.execute('node test.js'));
  });

  it('takes back two sites in two files, and only one of two that fail together', () => {
    project = new VerifyProject({
      'lib/a.js': sending('one', 'two'),
      'lib/b.js': sending('three', 'four'),
      'lib/c.js': sending('five', 'six'),
      'lib/d.js': sending('seven'),
      'both.js': ackTest(['lib/a.js#two', 'lib/c.js#five']),
      'together.js': ackTest(['lib/b.js#three', 'lib/d.js#seven'], 1),
    });
    const command = 'node both.js && node together.js';
    const { code, stderr } = project.verify(command, '--format', 'json=node_modules/report.json');
    assert.equal(code, 0, stderr);
    const { verification, written, files } = JSON.parse(project.read('node_modules/report.json'));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    const isValid: boolean = validate(verification);
    assert.ok(isValid, JSON.stringify(validate.errors));
    assert.equal(verification.outcome, 'reduced');
    assert.equal(written, true);
    assert.deepEqual(
      verification.takenBack.map(({ path, title }: any) => `${path} ${title}`),
      ['lib/a.js exports.two', 'lib/c.js exports.five', 'lib/d.js exports.seven'],
    );
    const last = verification.runs.at(-1);
    assert.deepEqual([last.result, last.sites], ['passed', 4]);
    const codes = files.flatMap(({ decisions }: any) =>
      decisions.flatMap(({ state, reasons }: any) => (state === 'left' ? reasons.map(({ code }: any) => code) : [])),
    );
    assert.deepEqual(codes, ['CS7051', 'CS7051', 'CS7051']);
    assert.equal(project.read('lib/d.js'), sending('seven'));
    assert.doesNotThrow(() => project.execute(command));
  });

  it('tells functions of the same name apart', () => {
    const text = `var wire = require('wire');
exports.quick = { send: function (message, callback) {
  wire.write(message, function (err, n) { if (err) return callback(err); callback(null, n); });
} };
exports.slow = { send: function (message, callback) {
  wire.write(message, function (err, n) { if (err) return callback(err); callback(null, n + 1); });
} };
exports.slowSend = exports.slow.send;
`;
    project = new VerifyProject({ 'lib/a.js': text, 'test.js': ackTest(['lib/a.js#slowSend']) });
    const { code, stderr } = project.verify('node test.js');
    assert.equal(code, 0, stderr);
    const [quick, slow] = project.read('lib/a.js').split('exports.slow = ');
    assert.match(quick!, /asCallback/);
    assert.equal(slow, text.split('exports.slow = ')[1]);
  });

  it('plans again what rests on a site that was taken back', () => {
    const caller = (name: string) => `var store = require('./store');

exports.${name} = function (message, callback) {
  store.load(message, function (err, length) {
    if (err) return callback(err);
    callback(null, length + 1);
  });
};
`;
    const files = { 'lib/a.js': caller('a'), 'lib/b.js': caller('b'), 'lib/store.js': sending('load') };
    const manifest = '{ "name": "p", "main": "lib/b.js", "dependencies": { "coshift-shim": "^0.1.0" } }\n';
    const test = `require('./expecting').acked(require('./lib/a').a, function (ok) { process.exit(ok ? 0 : 1); });\n`;
    project = new VerifyProject({ ...files, 'package.json': manifest, 'test.js': test });
    const whole = project.coshift('convert', 'lib').stdout;
    assert.match(whole, /exports\.load = async function \(message\) \{/);
    assert.match(whole, /await store\.load\(message\)/);
    const { code, stderr } = project.verify('node test.js');
    assert.equal(code, 0, stderr);
    assert.equal(project.status(), ' M lib/b.js\n');
    assert.match(project.read('lib/b.js'), /await task\.method\(store, 'load', message\)/);
    assert.doesNotThrow(() => project.execute('node test.js'));
  });

  it('finds nothing more to do when it runs again', () => {
    project = new VerifyProject({ 'lib/a.js': sending('one', 'two'), 'test.js': ackTest(['lib/a.js#one']) });
    assert.equal(project.verify('node test.js').code, 0);
    const once = project.read('lib/a.js');
    project.commit();
    const { code, stdout } = project.verify('node test.js');
    assert.equal(code, 0);
    assert.match(stdout, /1 of 1 site taken back/);
    assert.equal(project.read('lib/a.js'), once);
    assert.equal(project.status(), '');
  });

  it('does not run the command when there is nothing to convert', () => {
    project = new VerifyProject({ 'lib/a.js': 'exports.a = 1;\n' });
    const { code, stdout } = project.coshift('convert', 'lib/a.js', '--write', '--verify', 'exit 1');
    assert.equal(code, 0);
    assert.match(stdout, /`exit 1` was not run: there is nothing to convert\./);
  });

  it('works without version control, in a folder below the project, with programs that are installed there', () => {
    const files = { 'lib/a.js': sending('one', 'two'), 'test.js': ackTest(['lib/a.js#one']) };
    project = new VerifyProject(files, { git: false });
    project.write({ 'node_modules/.bin/try-it': '#!/bin/sh\nexec node ../test.js\n' });
    project.execute('chmod +x node_modules/.bin/try-it && mkdir sub');
    project.write({ 'test.js': ackTest(['lib/a.js#one']) });
    const { code, stderr } = project.coshiftIn(
      'sub',
      'convert',
      '../lib',
      '--write',
      '--allow-no-vcs',
      '--verify',
      'try-it',
    );
    assert.equal(code, 0, stderr);
    assert.match(project.read('lib/a.js'), /asCallback/);
    assert.equal(project.read('lib/a.js').split('exports.')[1], sending('one', 'two').split('exports.')[1]);
  });
});
