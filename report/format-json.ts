import { createHash } from 'node:crypto';
import type { FileOutcome, RunReport } from '../core/index.js';
import { decisionState } from './decision-state.js';
import { patchOf } from './format-diff.js';
import { summariseCensus } from './summarise-census.js';
import { summariseShim } from './summarise-shim.js';
import { summarise } from './summarise.js';

/**
 * A run as JSON, for tools. Files about which there is nothing to say are only counted. Hashes are SHA-256 of the text in
 * UTF-8, so a consumer can tell whether a file is still the one that was read.
 */
export function formatJson(report: RunReport): string {
  const { schemaVersion, toolVersion, root, options, written, interrupted, diagnostics, verification } = report;
  const files = report.files.filter(hasNews).map((file) => describeFile(file, report));
  const tool = { name: 'coshift', version: toolVersion };
  return `${JSON.stringify({ schemaVersion, tool, root, options, written, interrupted, verification, summary: summarise(report), census: summariseCensus(report), groups: report.groups, shim: summariseShim(report), files, diagnostics }, null, 2)}\n`;
}

function hasNews({ status, decisions, diagnostics }: FileOutcome): boolean {
  return status !== 'unchanged' || decisions.length > 0 || diagnostics.length > 0;
}

function describeFile(file: FileOutcome, { options }: RunReport) {
  const { path, status, before, after, decisions, diagnostics, edits, shimImports } = file;
  return {
    path,
    status,
    hashBefore: hash(before),
    hashAfter: hash(after),
    shimImports,
    decisions: decisions.map((decision) => ({ ...decision, state: decisionState(decision, file, options) })),
    diagnostics,
    edits,
    hunks: patchOf(file)?.hunks ?? [],
  };
}

function hash(text: string | undefined): string | null {
  return text === undefined ? null : createHash('sha256').update(text).digest('hex');
}
