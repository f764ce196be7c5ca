/**
 * Writes the files that are generated from other files of the repository.
 *
 *     npm run generate             writes them
 *     npm run generate -- --check  writes nothing and fails when one is out of date
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.js';

const root = new URL('../', import.meta.url);
const checkOnly = process.argv.includes('--check');

const stale = generatedFiles(root).filter(({ path, text }) => {
  const file = new URL(path, root);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});

for (const { path, text } of stale) {
  if (checkOnly) console.error(`${path} is out of date: run "npm run generate"`);
  else writeFileSync(new URL(path, root), text);
}
if (checkOnly && stale.length > 0) process.exitCode = 1;
