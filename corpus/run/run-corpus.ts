import fs from 'node:fs';
import path from 'node:path';
import { inParallel } from './in-parallel.js';
import { measurePackage, type RunContext } from './measure-package.js';
import { readEntries } from './package-entry.js';
import { renderMarkdown } from './render-report.js';
import type { PackageResult } from './results.js';

export interface CorpusOptions extends RunContext {
  readonly only: readonly string[];
  /** How many packages are measured at the same time. */
  readonly jobs: number;
  /** Folder for report.json and report.md. */
  readonly out: string;
  readonly version: string;
}

/** Measures every chosen package and writes the report. Results are in the order of the list. */
export async function runCorpus(options: CorpusOptions): Promise<PackageResult[]> {
  const entries = readEntries(options.list, options.only);
  const results = await inParallel(entries, options.jobs, (entry) => measurePackage(entry, options));
  fs.mkdirSync(options.out, { recursive: true });
  const json = { schemaVersion: 1, toolVersion: options.version, node: process.version, packages: results };
  fs.writeFileSync(path.join(options.out, 'report.json'), `${JSON.stringify(json, null, 2)}\n`);
  fs.writeFileSync(path.join(options.out, 'report.md'), renderMarkdown(results, options.version));
  return results;
}

/** Whether every package was measured and no conversion made it worse. */
export function isGood(results: readonly PackageResult[]): boolean {
  return results.every(({ error, modes }) => error === undefined && modes.every(({ status }) => status === 'green'));
}
