/**
 * Converts real packages and runs their own tests before and after.
 *
 *     npm run corpus                          all packages
 *     npm run corpus -- --only ncp,mkdirp     some of them
 *     npm run corpus:slice                    three small ones
 */
import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { defaultCache } from './run/default-cache.js';
import { count, modeNames, names, orRefuse, refusing } from './run/flag-values.js';
import { corpusFolder, readEntries } from './run/package-entry.js';
import { renderTable } from './run/render-report.js';
import { isGood, runCorpus } from './run/run-corpus.js';
import { prepareToolkit } from './run/toolkit.js';

interface Flags {
  readonly only: readonly string[];
  readonly modes: readonly string[];
  readonly jobs: number;
  readonly list: string;
  readonly cache: string;
  readonly out?: string;
  readonly fresh: boolean;
}

const program = refusing(new Command('corpus'))
  .description('convert real packages and run their own tests before and after')
  .option('--only <names>', 'packages to measure, separated by commas', names, [])
  .option('--modes <names>', 'default, unsafe, exports-promise; all of these by default; verify', modeNames, [])
  .option('--jobs <n>', 'packages at the same time', count, 2)
  .option('--list <file>', 'list of packages', path.join(corpusFolder, 'open.json'))
  .option('--cache <dir>', 'where packages are fetched, installed and converted', defaultCache())
  .option('--out <dir>', 'where report.json and report.md go; the cache by default')
  .option('--fresh', 'measure again what was measured with the same build', false)
  .parse();

const { only, modes, jobs, list, cache, out = cache, fresh } = program.opts<Flags>();
const log = (line: string): void => console.error(line);
await orRefuse(program, () => readEntries(path.resolve(list), only));
await orRefuse(program, () => fs.mkdirSync(cache, { recursive: true }));
const toolkit = await orRefuse(program, () => prepareToolkit(cache));
const { version } = JSON.parse(fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const fingerprint = fresh ? `${toolkit.fingerprint} ${Date.now()}` : toolkit.fingerprint;
const results = await runCorpus({
  only,
  modes,
  jobs,
  list: path.resolve(list),
  cache: path.resolve(cache),
  out: path.resolve(out),
  toolkit: { ...toolkit, fingerprint },
  version,
  log,
});
console.log(renderTable(results));
for (const { name, error } of results) if (error !== undefined) console.error(`${name}: not measured: ${error}`);
console.error(`report: ${path.join(path.resolve(out), 'report.md')}`);
process.exitCode = isGood(results) ? 0 : 1;
