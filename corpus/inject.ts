/**
 * Runs the tests of real packages while calls of Node's functions fail, before and after the conversion. Suites seldom
 * test what happens then; what they show must be the same all the same.
 *
 *     npm run corpus:inject                       all packages
 *     npm run corpus:inject -- --only ncp         some of them
 */
import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { injectPackage, type InjectResult } from './inject/inject-package.js';
import { renderInjected } from './inject/render-injected.js';
import { defaultCache } from './run/default-cache.js';
import { count, names, orRefuse, refusing } from './run/flag-values.js';
import { inParallel } from './run/in-parallel.js';
import { corpusFolder, readEntries } from './run/package-entry.js';
import { prepareToolkit } from './run/toolkit.js';

interface Flags {
  readonly only: readonly string[];
  readonly jobs: number;
  readonly rounds: number;
  readonly list: string;
  readonly cache: string;
  readonly out?: string;
}

const program = refusing(new Command('corpus:inject'))
  .description('run the tests of real packages with failing calls, before and after the conversion')
  .option('--only <names>', 'packages, separated by commas', names, [])
  .option('--jobs <n>', 'packages at the same time', count, 2)
  .option('--rounds <n>', 'calls to fail, one after the other', count, 12)
  .option('--list <file>', 'list of packages', path.join(corpusFolder, 'open.json'))
  .option('--cache <dir>', 'where packages are fetched, installed and converted', defaultCache())
  .option('--out <dir>', 'where inject.json and inject.md go; the cache by default')
  .parse();

const flags = program.opts<Flags>();
const cache = path.resolve(flags.cache);
const out = path.resolve(flags.out ?? cache);
const list = path.resolve(flags.list);
const entries = await orRefuse(program, () => readEntries(list, flags.only));
await orRefuse(program, () => fs.mkdirSync(cache, { recursive: true }));
const options = {
  ...flags,
  cache,
  list,
  toolkit: await orRefuse(program, () => prepareToolkit(cache)),
  log: (line: string): void => console.error(line),
};
const results: InjectResult[] = await inParallel(entries, flags.jobs, (entry) => injectPackage(entry, options));
fs.mkdirSync(out, { recursive: true });
const json = { schemaVersion: 1, rounds: flags.rounds, packages: results };
fs.writeFileSync(path.join(out, 'inject.json'), `${JSON.stringify(json, null, 2)}\n`);
fs.writeFileSync(path.join(out, 'inject.md'), renderInjected(results));
console.log(renderInjected(results));
process.exitCode = results.every(({ error, differences }) => error === undefined && differences.length === 0) ? 0 : 1;
