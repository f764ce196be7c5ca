import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunReport } from '../../core/index.js';
import { run, type RunInput } from '../../index.js';
import { TempProject } from './temp-project.js';

/** A project with a cache that outlives its changes. */
export class CachedProject extends TempProject {
  /** Outside of the project, so that nothing of it is taken for a file. */
  readonly cache = fs.mkdtempSync(path.join(os.tmpdir(), 'coshift-cache-'));

  /** Runs with the cache. */
  cached(input: Partial<RunInput> = {}): Promise<RunReport> {
    return run({ cwd: this.root, census: true, ...input, cache: true, cacheLocation: this.cache });
  }

  /** Runs with the cache and without it. @throws when the reports differ; gives what both say */
  async same(label: string, input: Partial<RunInput> = {}): Promise<string> {
    const cold = JSON.stringify(await run({ cwd: this.root, census: true, ...input }), null, 1);
    const warm = JSON.stringify(await this.cached(input), null, 1);
    assert.equal(warm, cold, label);
    return cold;
  }

  /** What each file of the cache holds: a file that was written again has another number. */
  state(): Record<string, number> {
    const names = fs.existsSync(this.cache) ? fs.readdirSync(this.cache) : [];
    const files = names.filter((name) => name.endsWith('.bin')).sort();
    return Object.fromEntries(files.map((name) => [name, fs.statSync(path.join(this.cache, name)).ino]));
  }

  override remove(): void {
    super.remove();
    fs.rmSync(this.cache, { recursive: true, force: true });
  }
}
