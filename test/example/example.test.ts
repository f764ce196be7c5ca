import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExampleCopy, original, type CommandResult } from './example-copy.js';

interface Report {
  readonly files: readonly {
    readonly path: string;
    readonly status: string;
    readonly decisions: readonly { readonly verdict: string; readonly reasons: readonly { readonly code: string }[] }[];
  }[];
}

function passing({ status, stdout, stderr }: CommandResult): number {
  assert.equal(status, 0, stdout + stderr);
  return Number(/(\d+) passing/.exec(stdout)?.[1]);
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

describe('examples/legacy-app', function () {
  this.timeout(120_000);
  let copy: ExampleCopy;
  let before: number;
  let report: Report;

  function convert(...flags: readonly string[]): Report {
    const { status, stdout, stderr } = copy.coshift('convert', '--format', 'json', ...flags);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Report;
  }

  const changed = (found: Report): readonly string[] =>
    found.files.filter(({ status }) => status === 'changed').map(({ path }) => path);

  this.beforeAll(() => {
    copy = new ExampleCopy();
    before = passing(copy.test());
    report = convert('--write');
  });
  this.afterAll(() => copy.remove());

  it('passes its tests as it is', () => {
    assert.ok(before >= 50, String(before));
  });

  it('is converted where it is written with callbacks', () => {
    const text = (path: string): string => readFileSync(join(copy.dir, path), 'utf8');
    for (const path of ['lib/config.js', 'lib/cache.js', 'lib/store.js', 'lib/handlers.js']) {
      assert.ok(changed(report).includes(path), path);
      assert.match(text(path), /\bawait\b/, path);
    }
    assert.equal(text('lib/render.js'), readFileSync(join(original, 'lib/render.js'), 'utf8'));
  });

  it('is changed only in the files that the report names', () => {
    assert.deepEqual(lines(copy.git('diff', '--name-only')).toSorted(), changed(report).toSorted());
    assert.deepEqual(lines(copy.git('ls-files', '--others', '--exclude-standard')), []);
  });

  it('has a reason for each site that was left', () => {
    const left = report.files.flatMap(({ decisions }) => decisions).filter(({ verdict }) => verdict === 'leave');
    for (const decision of left) assert.ok(decision.reasons.length > 0, JSON.stringify(decision));
  });

  it('passes the same tests afterwards', () => {
    assert.equal(passing(copy.test()), before);
  });

  it('is not changed by a second run', () => {
    copy.commit('converted');
    assert.deepEqual(changed(convert('--write')), []);
    assert.equal(copy.git('status', '--porcelain'), '');
  });

  it('passes its tests as they were written', () => {
    cpSync(join(original, 'test'), join(copy.dir, 'test'), { recursive: true });
    assert.equal(passing(copy.test()), before);
  });
});
