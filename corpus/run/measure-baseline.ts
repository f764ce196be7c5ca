import { copyPackage } from './copy-package.js';
import type { PackageEntry } from './package-entry.js';
import { runTests, type TestRun } from './run-tests.js';

const attempts = 3;

/**
 * Runs a package's tests before any change, in a fresh copy. A run with fewer tests than the list names is done again.
 * @throws when the suite does not get as green as the list says: there would be nothing to compare with
 */
export async function measureBaseline(entry: PackageEntry, installed: string, folder: string): Promise<TestRun> {
  let last: TestRun | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    copyPackage(installed, folder);
    last = await runTests(entry, folder);
    if (last.exit === 0 && (entry.passing === null || last.passing === entry.passing)) return last;
  }
  const { exit, passing = '?' } = last!;
  throw new Error(
    `its tests do not pass before any change: exit ${exit}, ${passing} passing, expected ${entry.passing ?? '?'}`,
  );
}
