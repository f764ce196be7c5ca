import fs from 'node:fs';
import path from 'node:path';
import { convertPackage } from '../run/convert-package.js';
import { copyPackage, refreshPackage } from '../run/copy-package.js';
import { installPackage, unpack } from '../run/install-package.js';
import type { RunContext } from '../run/measure-package.js';
import { idOf, type PackageEntry } from '../run/package-entry.js';
import { runTests } from '../run/run-tests.js';
import { readSources } from '../run/source-files.js';
import { chooseFailures, prepareInjection } from './injection.js';
import { common, either, readCalls, readOutcomes, without, type Outcomes } from './outcomes.js';

export interface InjectOptions extends Pick<RunContext, 'list' | 'cache' | 'toolkit' | 'log'> {
  /** How many rounds at most; in each another call fails. */
  readonly rounds: number;
}

/** What differs between the original and the converted package in one round. */
export interface Difference {
  /** The call that failed: the function, what it was called with, and the how-manieth such call it was. */
  readonly failed: string;
  /** In every run of the original, in no run of the converted package. */
  readonly gone: readonly string[];
  /** In every run of the converted package, in no run of the original. */
  readonly added: readonly string[];
}

export interface InjectResult {
  readonly name: string;
  readonly version: string;
  readonly error?: string;
  /** Calls of functions of Node and of other packages that the sources made when nothing failed. */
  readonly calls: number;
  /** Those that were made to fail, one by one. */
  readonly failed: readonly string[];
  /** Those that say nothing: the original does not come to its end in time then, or the converted package makes no such call. */
  readonly skipped: readonly string[];
  readonly differences: readonly Difference[];
}

interface Seen {
  readonly outcomes: Outcomes;
  readonly calls: Outcomes;
  readonly log: string;
  readonly timedOut: boolean;
}

/** Runs a package's tests with failing calls before and after the conversion, and compares what they show. */
export async function injectPackage(entry: PackageEntry, options: InjectOptions): Promise<InjectResult> {
  const { name, version } = entry;
  const start = { name, version, calls: 0, failed: [], skipped: [], differences: [] };
  try {
    return { ...start, ...(await compareRounds(entry, options)) };
  } catch (error) {
    return { ...start, error: (error as Error).message };
  }
}

async function compareRounds(entry: PackageEntry, options: InjectOptions) {
  const original = await installPackage(entry, options.list, options.cache);
  const work = path.join(options.cache, idOf(entry), 'inject');
  const converted = await convertCopy(entry, original, path.join(work, 'converted/package'), options);
  if (isSame(readSources(entry, original), readSources(entry, converted)))
    return { calls: 0, failed: [], skipped: [], differences: [] };
  const folder = path.join(work, 'run/package');
  // Both versions run beside the same dependencies; the original does not load the shim.
  copyPackage(converted, folder);
  const calm = await runOnce(entry, original, folder, undefined);
  const failed = chooseFailures(calm.log, options.rounds);
  const skipped: string[] = [];
  const differences: Difference[] = [];
  for (const call of failed) {
    const difference = await compareFailing(entry, call, { original, converted, folder });
    if (difference === 'nothing to compare') skipped.push(call);
    else if (difference) differences.push(difference);
  }
  const calls = [...calm.calls].filter(([line]) => /^(?:call|seen) /.test(line)).length;
  options.log(`${entry.name}: ${calls} calls, ${failed.length} failed, ${differences.length} with differences`);
  return { calls, failed, skipped, differences };
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return [...one].every(([file, text]) => other.get(file) === text);
}

interface Copies {
  readonly original: string;
  readonly converted: string;
  readonly folder: string;
}

/**
 * Fails one call, twice in the original and once in the converted package; where these differ, both run twice more, in
 * turns, since suites differ from run to run by themselves.
 */
async function compareFailing(
  entry: PackageEntry,
  call: string,
  { original, converted, folder }: Copies,
): Promise<Difference | 'nothing to compare' | undefined> {
  const before = [await runOnce(entry, original, folder, call), await runOnce(entry, original, folder, call)];
  if (before.some(({ timedOut }) => timedOut)) return 'nothing to compare';
  const after = [await runOnce(entry, converted, folder, call)];
  if (!after[0]!.calls.has(`fail ${call}`)) return 'nothing to compare';
  for (let again = 0; again < 2 && isDifferent(before, after); again++) {
    before.push(await runOnce(entry, original, folder, call));
    after.push(await runOnce(entry, converted, folder, call));
  }
  if (!isDifferent(before, after)) return undefined;
  const { gone, added } = compare(before, after);
  return { failed: call, gone: listed(gone), added: listed(added) };
}

function isDifferent(before: readonly Seen[], after: readonly Seen[]): boolean {
  const { gone, added } = compare(before, after);
  return gone.size + added.size > 0;
}

/** What every run of one version shows, and no run of the other. */
function compare(before: readonly Seen[], after: readonly Seen[]): { gone: Outcomes; added: Outcomes } {
  const [old, made] = [before.map(everything), after.map(everything)];
  return {
    gone: without(old.reduce(common), made.reduce(either)),
    added: without(made.reduce(common), old.reduce(either)),
  };
}

function everything({ outcomes, calls }: Seen): Outcomes {
  // What other packages are asked for is part of how code is written: a loop may take the place of `async.each`.
  return new Map([...outcomes, ...[...calls].filter(([line]) => !line.startsWith('seen '))]);
}

async function convertCopy(
  entry: PackageEntry,
  original: string,
  folder: string,
  { toolkit }: InjectOptions,
): Promise<string> {
  copyPackage(original, folder);
  await unpack(toolkit.shim, path.join(folder, 'node_modules/coshift-shim'));
  const { summary } = await convertPackage(toolkit, folder, [...readSources(entry, folder).keys()], []);
  if (summary.exit !== 0) throw new Error(`coshift ended with ${summary.exit}: ${summary.message ?? ''}`);
  return folder;
}

/** Every run has the same path, and sources and tests that no other run has touched. */
async function runOnce(entry: PackageEntry, template: string, folder: string, fail: string | undefined): Promise<Seen> {
  refreshPackage(template, folder);
  const injection = prepareInjection(folder, [...readSources(entry, folder).keys()], fail);
  const own = [entry.env?.['NODE_OPTIONS'], injection.env.NODE_OPTIONS].filter(Boolean).join(' ');
  const env = { ...entry.env, ...injection.env, NODE_OPTIONS: own };
  const { exit } = await runTests({ ...entry, env }, folder);
  const output = fs.readFileSync(path.join(path.dirname(folder), 'tests.log'), 'utf8');
  const log = fs.existsSync(injection.log) ? fs.readFileSync(injection.log, 'utf8') : '';
  return { outcomes: readOutcomes(output, folder), calls: readCalls(log), log, timedOut: exit === 124 };
}

function listed(lines: Outcomes): string[] {
  return [...lines].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line)).sort();
}
