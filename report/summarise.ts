import { dirname } from 'node:path/posix';
import type { Decision, FileOutcome, OutcomeStatus, RunReport } from '../core/index.js';
import { decisionState, isSite, type DecisionState } from './decision-state.js';
import { reasonsToShow } from './reasons-to-show.js';

/** The numbers of a run. */
export interface Summary {
  readonly files: Readonly<Record<OutcomeStatus, number>>;
  /** How many of the changed files are a package.json that gets an entry. */
  readonly manifests: number;
  /** Sites by what became of them. */
  readonly sites: Readonly<Record<DecisionState, number>>;
  /** Operations (handlers that disappear) of the applied sites. */
  readonly operations: number;
  /** Reasons of the sites that were not applied, the most frequent first. */
  readonly reasons: readonly ReasonCount[];
  /** Folders that hold sites, by name. */
  readonly folders: readonly FolderCount[];
}

export interface ReasonCount {
  readonly code: string;
  readonly sites: number;
}

export interface FolderCount {
  readonly folder: string;
  readonly sites: Readonly<Record<DecisionState, number>>;
}

export function summarise(report: RunReport): Summary {
  const found = sitesOf(report);
  return {
    files: countFiles(report.files),
    manifests: report.files.filter(isChangedManifest).length,
    sites: countStates(found),
    operations: found
      .filter(({ state }) => state === 'applied')
      .reduce((sum, { decision }) => sum + decision.operations, 0),
    reasons: countReasons(found.filter(({ state }) => state === 'left' || state === 'needs-unsafe')),
    folders: countFolders(found),
  };
}

interface FoundSite {
  readonly decision: Decision;
  readonly state: DecisionState;
}

function sitesOf({ files, options }: RunReport): readonly FoundSite[] {
  return files.flatMap((file) =>
    file.decisions.filter(isSite).map((decision) => ({ decision, state: decisionState(decision, file, options) })),
  );
}

function countFiles(files: readonly FileOutcome[]): Record<OutcomeStatus, number> {
  const counts = { changed: 0, unchanged: 0, refused: 0, failed: 0 };
  for (const { status } of files) counts[status]++;
  return counts;
}

function isChangedManifest({ status, decisions }: FileOutcome): boolean {
  return status === 'changed' && decisions.some(({ verdict }) => verdict === 'dependency');
}

function countStates(sites: readonly FoundSite[]): Record<DecisionState, number> {
  const counts = { applied: 0, 'needs-unsafe': 0, left: 0, refused: 0 };
  for (const { state } of sites) counts[state]++;
  return counts;
}

/** A site counts once for each code that it names, whatever else it names. */
function countReasons(sites: readonly FoundSite[]): readonly ReasonCount[] {
  const counts = new Map<string, number>();
  for (const { decision, state } of sites) {
    const codes = reasonsToShow(decision, state, false).map(({ code }) => code);
    for (const code of new Set(codes)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .map(([code, count]) => ({ code, sites: count }))
    .sort((a, b) => b.sites - a.sites || (a.code < b.code ? -1 : 1));
}

function countFolders(sites: readonly FoundSite[]): readonly FolderCount[] {
  const folders = [...new Set(sites.map(({ decision }) => dirname(decision.path)))].sort();
  return folders.map((folder) => ({
    folder,
    sites: countStates(sites.filter(({ decision }) => dirname(decision.path) === folder)),
  }));
}
