import assert from 'node:assert/strict';
import { once } from 'node:events';
import { isAlive, sending, VerifyProject } from '../support/verify-project.js';

/** Passes on the originals; on converted files it says which process it is, and takes its time. */
const slow = `if (/asCallback/.test(require('./expecting').source('lib/a.js'))) {
  require('fs').writeFileSync('node_modules/pid', String(process.pid));
  setTimeout(function () {}, 100000);
}
`;

describe('an interrupted coshift convert --write --verify', function () {
  // Each test runs the command, which runs others.
  this.timeout(120_000);
  let project: VerifyProject;

  beforeEach(() => (project = new VerifyProject({ 'lib/a.js': sending('one', 'two'), 'test.js': slow })));
  afterEach(() => project.remove());

  /** Starts it, and gives it back when the command runs on converted files. */
  const startAndWait = async () => {
    const child = project.start('convert', 'lib', '--write', '--verify', 'node test.js');
    const pid = Number(await project.waitFor('node_modules/pid'));
    assert.equal(project.status(), ' M lib/a.js\n');
    return { child, pid };
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`puts the originals back and ends the command on ${signal}`, async () => {
      const { child, pid } = await startAndWait();
      child.kill(signal);
      const [code] = await once(child, 'exit');
      assert.equal(code, 130);
      assert.equal(project.status(), '');
      assert.equal(isAlive(pid), false);
      assert.doesNotMatch(project.coshift('check', 'lib').stdout, /CS7057/);
    });

  it('puts the originals back before a second signal can end it', async () => {
    const { child } = await startAndWait();
    child.kill('SIGINT');
    child.kill('SIGTERM');
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    assert.equal(code, 130);
    assert.equal(project.status(), '');
  });

  it('is put right by the next run when it was killed', async () => {
    const { child, pid } = await startAndWait();
    child.kill('SIGKILL');
    await once(child, 'exit');
    process.kill(pid, 'SIGKILL');
    assert.equal(project.status(), ' M lib/a.js\n');
    const { stdout } = project.coshift('convert', 'lib', '--write', '--verify', 'node -e 1');
    assert.match(stdout, /CS7057 an earlier run was cut off while `node test\.js` ran; 1 file\(s\) are as they were/);
    assert.match(stdout, /Converted 2 sites/);
    assert.doesNotMatch(project.coshift('check', 'lib').stdout, /CS7057/);
  });

  it('leaves alone what somebody changed since it was killed', async () => {
    const { child, pid } = await startAndWait();
    child.kill('SIGKILL');
    await once(child, 'exit');
    process.kill(pid, 'SIGKILL');
    project.write({ 'lib/a.js': '// by hand\n' });
    const { code, stderr } = project.coshift('check', 'lib');
    assert.equal(code, 2);
    const [, original] = /lib\/a\.js: error CS7058 .* its original is (\S+)/.exec(stderr)!;
    assert.equal(project.read('lib/a.js'), '// by hand\n');
    assert.equal(project.readAt(original!), sending('one', 'two'));
    assert.equal(project.coshift('check', 'lib').code, 0);
  });

  it('keeps other runs away while it is under way', async () => {
    const { child } = await startAndWait();
    try {
      const { code, stderr } = project.coshift('check', 'lib');
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`error CS7059 process ${child.pid} tries a conversion of this project`));
      assert.equal(project.status(), ' M lib/a.js\n');
    } finally {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    assert.equal(project.status(), '');
  });
});
