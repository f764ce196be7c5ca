import fs from 'node:fs';
import path from 'node:path';
import { installPackage } from './install-package.js';
import { measureBaseline } from './measure-baseline.js';
import { measureMode } from './measure-mode.js';
import { idOf, type PackageEntry } from './package-entry.js';
import type { Mode, PackageResult } from './results.js';
import { censusOf, readSources } from './source-files.js';
import { testCommandLine } from './run-tests.js';
import type { Toolkit } from './toolkit.js';

export interface RunContext {
  /** File that lists the packages. */
  readonly list: string;
  /** Folder outside the repository for everything that is fetched and made. */
  readonly cache: string;
  readonly toolkit: Toolkit;
  /** Names of the modes to run; all that apply when empty. */
  readonly modes: readonly string[];
  readonly log: (line: string) => void;
}

/** The ways in which a package is converted: by default, with unsafe conversions, as its entry asks for, and with its tests. */
export function modesOf(entry: PackageEntry): Mode[] {
  return [
    { name: 'default', flags: [] },
    { name: 'unsafe', flags: ['--unsafe'] },
    ...(entry.exports ?? []).map((policy) => ({ name: `exports-${policy}`, flags: ['--exports', policy] })),
    { name: 'verify', flags: ['--verify', testCommandLine(entry)], onDemand: true },
  ];
}

/** Measures a package, or takes the result from an earlier run with the same tools. A package that cannot be measured says why. */
export async function measurePackage(entry: PackageEntry, context: RunContext): Promise<PackageResult> {
  const file = path.join(context.cache, idOf(entry), 'result.json');
  const key = JSON.stringify({ entry, modes: context.modes, fingerprint: context.toolkit.fingerprint });
  const known = readResult(file, key);
  if (known) return known;
  const started = performance.now();
  const { name, version, style } = entry;
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  try {
    const measured = await measure(entry, context);
    const result: PackageResult = { name, version, style, ...measured, seconds: seconds() };
    fs.writeFileSync(file, JSON.stringify({ key, result }));
    return result;
  } catch (error) {
    return { name, version, style, error: (error as Error).message, modes: [], seconds: seconds() };
  }
}

async function measure(entry: PackageEntry, { list, cache, toolkit, modes, log }: RunContext) {
  const installed = await installPackage(entry, list, cache);
  const sources = readSources(entry, installed);
  const work = path.join(cache, idOf(entry));
  const baseline = await measureBaseline(entry, installed, path.join(work, 'baseline/package'));
  log(`${entry.name}: baseline ${baseline.passing ?? '?'} passing, exit ${baseline.exit}`);
  const results = [];
  for (const mode of modesOf(entry).filter((one) => (modes.length === 0 ? !one.onDemand : modes.includes(one.name)))) {
    const folder = path.join(work, mode.name, 'package');
    const result = await measureMode({ entry, toolkit, installed, baseline, folder }, mode);
    log(
      `${entry.name}: ${mode.name} ${result.status}, ${result.sites['applied'] ?? 0} sites, ${result.tests.passing ?? '?'} passing`,
    );
    results.push(result);
  }
  return { files: sources.size, census: censusOf(sources), baseline, modes: results };
}

function readResult(file: string, key: string): PackageResult | undefined {
  if (!fs.existsSync(file)) return undefined;
  const saved = JSON.parse(fs.readFileSync(file, 'utf8')) as { key: string; result: PackageResult };
  return saved.key === key ? saved.result : undefined;
}
