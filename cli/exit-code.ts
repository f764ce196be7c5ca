import { hasFailed, tripsGate, type Gate } from '../runner/gate.js';
import type { RunReport } from '../core/index.js';

/** What the command exits with; the convention of linters and formatters. */
export const exitCodes = {
  ok: 0,
  /** `--fail-on` found what it watches for. */
  gate: 1,
  /** Usage or configuration, a refusal, or a file that failed to be read, parsed, verified or written. */
  failure: 2,
  interrupted: 130,
} as const;

export function exitCodeOf(report: RunReport, gate: Gate): number {
  if (report.interrupted) return exitCodes.interrupted;
  if (hasFailed(report)) return exitCodes.failure;
  return tripsGate(report, gate) ? exitCodes.gate : exitCodes.ok;
}
