import { dirname } from 'node:path/posix';
import {
  addCensus,
  findMessage,
  legacyTotal,
  type Census,
  type FileCensus,
  type FileOutcome,
  type RestCount,
  type RunReport,
} from '../core/index.js';

/** The census of a run: what there is, what of it converts, and what holds the rest. */
export interface CensusSummary {
  readonly schemaVersion: 1;
  readonly before: Census;
  /** With what the run converts, or offers to. */
  readonly after: Census;
  readonly legacy: LegacyShare;
  /** Folders by what stands directly in them, the most legacy first. */
  readonly folders: readonly PlacedShare[];
  /** Files that hold something legacy, the most first. */
  readonly files: readonly PlacedShare[];
  /** What holds the rest, by how much of it. */
  readonly rest: readonly NamedRest[];
  readonly filesCounted: number;
  /** Files that could not be read or parsed. */
  readonly filesFailed: number;
}

/** Error-first handlers, completions and runner yields: `total` is the sum of the others. */
export interface LegacyShare {
  readonly total: number;
  readonly converts: number;
  /** What `--unsafe` may convert beyond that: at most so much. */
  readonly unsafe: number;
  readonly stays: number;
}

export interface PlacedShare extends LegacyShare {
  /** Relative to the root; `.` is the root itself. */
  readonly path: string;
}

export interface NamedRest extends Omit<RestCount, 'lines'> {
  /** Name of the code. */
  readonly name?: string;
  /** Where the units stand in the files as they are, by path. */
  readonly files: readonly { readonly path: string; readonly lines: readonly number[] }[];
}

interface Counted {
  readonly path: string;
  readonly census: FileCensus;
}

/** @returns undefined when the run took no census */
export function summariseCensus({ files }: RunReport): CensusSummary | undefined {
  const counted = files.flatMap(({ path, census }) => (census ? [{ path, census }] : []));
  const filesFailed = files.filter(isUncounted).length;
  if (counted.length === 0) return undefined;
  return {
    schemaVersion: 1,
    before: addCensus(counted.map(({ census }) => census.before)),
    after: addCensus(counted.map(({ census }) => census.after)),
    legacy: shareOf(counted),
    folders: folderShares(counted),
    files: counted
      .map((file) => ({ path: file.path, ...shareOf([file]) }))
      .filter(isLegacy)
      .sort(byTotal),
    rest: namedRest(counted),
    filesCounted: counted.length,
    filesFailed,
  };
}

function isUncounted({ status, census }: FileOutcome): boolean {
  return status === 'failed' && !census;
}

function shareOf(files: readonly Counted[]): LegacyShare {
  const sum = (value: (census: FileCensus) => number): number =>
    files.reduce((total, { census }) => total + value(census), 0);
  const total = sum(({ before }) => legacyTotal(before));
  const left = sum(({ after }) => legacyTotal(after));
  const unsafe = sum(({ rest }) => rest.filter((each) => each.unsafe).reduce((count, { units }) => count + units, 0));
  return { total, converts: total - left, unsafe, stays: left - unsafe };
}

function folderShares(files: readonly Counted[]): PlacedShare[] {
  const folders = [...new Set(files.map(({ path }) => dirname(path)))];
  return folders
    .map((folder) => ({ path: folder, ...shareOf(files.filter(({ path }) => dirname(path) === folder)) }))
    .filter(isLegacy)
    .sort(byTotal);
}

function isLegacy({ total }: LegacyShare): boolean {
  return total > 0;
}

function byTotal(a: PlacedShare, b: PlacedShare): number {
  return b.total - a.total || (a.path < b.path ? -1 : 1);
}

function namedRest(files: readonly Counted[]): NamedRest[] {
  const groups = new Map<string, NamedRest>();
  for (const { path, census } of files)
    for (const { lines, units, ...reason } of census.rest) {
      const key = JSON.stringify(reason);
      const name = reason.code === undefined ? undefined : findMessage(reason.code)?.name;
      const group = groups.get(key) ?? { ...reason, ...(name !== undefined && { name }), units: 0, files: [] };
      groups.set(key, { ...group, units: group.units + units, files: [...group.files, { path, lines }] });
    }
  return [...groups.values()].sort((a, b) => b.units - a.units);
}
