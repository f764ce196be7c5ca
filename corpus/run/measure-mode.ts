import path from 'node:path';
import { diffLines } from 'diff';
import { callsAcrossFiles } from './calls-across-files.js';
import { convertPackage } from './convert-package.js';
import { copyPackage, keepPackage, refreshPackage } from './copy-package.js';
import { unpack } from './install-package.js';
import type { PackageEntry } from './package-entry.js';
import type { Mode, ModeResult, ModeStatus } from './results.js';
import { environment, runTests, type TestRun } from './run-tests.js';
import { restOf } from './rest-of.js';
import { censusOf, readSources } from './source-files.js';
import type { Toolkit } from './toolkit.js';

export interface Measurement {
  readonly entry: PackageEntry;
  readonly toolkit: Toolkit;
  /** The installed package; it is copied. */
  readonly installed: string;
  readonly baseline: TestRun;
  /** Where the copy goes; it is made anew. */
  readonly folder: string;
}

/** Converts a fresh copy of a package, tests it, and converts it once more. */
export async function measureMode(
  { entry, toolkit, installed, baseline, folder }: Measurement,
  mode: Mode,
): Promise<ModeResult> {
  copyPackage(installed, folder);
  await unpack(toolkit.shim, path.join(folder, 'node_modules/coshift-shim'));
  const before = readSources(entry, folder);
  const files = [...before.keys()];
  const own = mode.onDemand ? environment(entry, folder) : {};
  const conversion = await convertPackage(toolkit, folder, files, mode.flags, own);
  const after = readSources(entry, folder);
  const tests = await testLike(baseline, entry, folder);
  const second = await convertPackage(toolkit, folder, files, mode.flags, own);
  const again = readSources(entry, folder);
  const changedAgain = files.filter((file) => after.get(file) !== again.get(file));
  return {
    mode: mode.name,
    status: statusOf(conversion.summary.exit, changedAgain, isLessGreen(entry, baseline, tests)),
    ...conversion.summary,
    census: censusOf(after),
    rest: restOf(again, { now: second.decisions, before: conversion.decisions }),
    across: callsAcrossFiles(before, after),
    ...changedLines(before, after),
    tests,
    changedAgain,
  };
}

/** A suite that got worse runs a second time, on what it began with: some fail now and then without any change. */
async function testLike(baseline: TestRun, entry: PackageEntry, folder: string): Promise<TestRun> {
  const converted = path.join(path.dirname(folder), 'converted');
  keepPackage(folder, converted);
  const tests = await runTests(entry, folder);
  if (!isLessGreen(entry, baseline, tests)) return tests;
  refreshPackage(converted, folder);
  return runTests(entry, folder);
}

/** The exit code counts, and how many tests pass, unless that varies by itself. */
export function isLessGreen({ passing }: Pick<PackageEntry, 'passing'>, before: TestRun, after: TestRun): boolean {
  if (before.exit === 0 && after.exit !== 0) return true;
  if (passing === null) return false;
  return (after.passing ?? 0) < (before.passing ?? 0) || (after.failing ?? 0) > (before.failing ?? 0);
}

function statusOf(exit: number, changedAgain: readonly string[], lessGreen: boolean): ModeStatus {
  if (lessGreen) return 'less-green';
  if (changedAgain.length > 0) return 'unstable';
  return exit === 0 ? 'green' : 'failed';
}

function changedLines(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const changes = [...before].flatMap(([file, text]) => diffLines(text, after.get(file) ?? ''));
  const count = (part: 'added' | 'removed'): number =>
    changes.filter((change) => change[part]).reduce((sum, change) => sum + change.count, 0);
  return { linesAdded: count('added'), linesRemoved: count('removed') };
}
