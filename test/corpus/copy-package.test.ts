import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keepPackage, refreshPackage } from '../../corpus/run/copy-package.js';

describe('copies of a package', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'copies-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('are again what was kept, and leave installed packages alone', () => {
    const copy = path.join(folder, 'package');
    const kept = path.join(folder, 'kept');
    fs.mkdirSync(path.join(copy, 'test'), { recursive: true });
    fs.mkdirSync(path.join(copy, 'node_modules/dep'), { recursive: true });
    fs.writeFileSync(path.join(copy, 'index.js'), 'converted');
    fs.writeFileSync(path.join(copy, 'test/a-file'), 'data');
    keepPackage(copy, kept);
    assert.deepEqual(fs.readdirSync(kept).sort(), ['index.js', 'test']);

    fs.renameSync(path.join(copy, 'test/a-file'), path.join(copy, 'moved'));
    fs.writeFileSync(path.join(copy, 'node_modules/dep/cache'), '');
    refreshPackage(kept, copy);
    assert.deepEqual(fs.readdirSync(copy).sort(), ['index.js', 'node_modules', 'test']);
    assert.equal(fs.readFileSync(path.join(copy, 'test/a-file'), 'utf8'), 'data');
    assert.ok(fs.existsSync(path.join(copy, 'node_modules/dep/cache')));
  });
});
