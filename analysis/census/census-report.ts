import path from 'node:path/posix';
import { addCensus, type Census } from '../../core/index.js';

/** The census of several files, as it is printed as JSON. */
export interface CensusReport {
  readonly schemaVersion: 1;
  readonly total: Census;
  readonly folders: readonly NamedCensus[];
  readonly files: readonly NamedCensus[];
}

export interface NamedCensus {
  /** Relative to the root, with forward slashes; `.` is the root itself. */
  readonly path: string;
  readonly census: Census;
}

/** Sums the census of files up by folder; a folder counts what stands directly in it. Sorted by path. */
export function censusReport(files: readonly NamedCensus[]): CensusReport {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const groups = new Map<string, Census[]>();
  for (const { path: file, census } of sorted) {
    const folder = path.dirname(file);
    const group = groups.get(folder);
    if (group) group.push(census);
    else groups.set(folder, [census]);
  }
  const folders = [...groups].map(([folder, parts]) => ({ path: folder, census: addCensus(parts) }));
  return {
    schemaVersion: 1,
    total: addCensus(sorted.map(({ census }) => census)),
    folders: folders.sort((a, b) => (a.path < b.path ? -1 : 1)),
    files: sorted,
  };
}
