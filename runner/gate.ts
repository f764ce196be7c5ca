import type { RunReport } from '../core/index.js';

/** What `--fail-on` may name: a state that a check is not to find. */
export const gates = ['never', 'manual', 'unsafe', 'change'] as const;

export type Gate = (typeof gates)[number];

/**
 * Tells whether a run found what the gate watches for: a site that a person has to decide (`manual`), a site that
 * rests on an assumption (`unsafe`), a file that would change (`change`).
 */
export function tripsGate({ files }: RunReport, gate: Gate): boolean {
  if (gate === 'never') return false;
  if (gate === 'change') return files.some(({ status }) => status === 'changed');
  return files.some(({ decisions }) => decisions.some(({ applicability }) => applicability === gate));
}

/** Tells whether something could not be done: a file that failed or was refused, or a request that makes no sense. */
export function hasFailed({ files, diagnostics }: RunReport): boolean {
  return (
    diagnostics.some(({ severity }) => severity === 'error') ||
    files.some(({ status }) => status === 'failed' || status === 'refused')
  );
}
