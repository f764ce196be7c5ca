import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { builtinProfiles } from '../../analysis/profiles/libraries.generated.js';
import { readProfiles } from '../../runner/profiles/read-profiles.js';

const folder = fileURLToPath(new URL('../../profiles', import.meta.url));

describe('built-in profiles', () => {
  it('have the form of the schema and name only shapes that they have', () => {
    const { profiles, diagnostics } = readProfiles(folder, [folder]);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(profiles, builtinProfiles);
  });

  it('do not give two answers for one version of a package', () => {
    const seen = new Set<string>();
    for (const { name, versions = '*', shapes } of builtinProfiles) {
      if (!shapes) continue;
      assert.ok(!seen.has(`${name}@${versions}`), `${name}@${versions}`);
      seen.add(`${name}@${versions}`);
    }
    assert.ok(seen.size >= 10);
  });
});
