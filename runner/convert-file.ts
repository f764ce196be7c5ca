import {
  diagnose,
  type Diagnostic,
  type ParsedFile,
  type Printed,
  type Rewritten,
  type RunOptions,
  type Verified,
} from '../core/index.js';
import { planFile, type PlanContext, type PlannedBy } from './plan-file.js';
import { printFile } from './print-file.js';
import { rewriteFile } from './rewrite-file.js';
import { verifyFile } from './verify-file.js';

/** The steps of one file, each made from the one before. No step does I/O or knows other files but through the facts. */
export interface FileSteps {
  readonly file: ParsedFile;
  readonly planned: readonly PlannedBy[];
  readonly rewritten: Rewritten;
  readonly printed: Printed;
  readonly verified: Verified;
}

/** Plans, rewrites, prints and verifies one file. */
export function convertFile(file: ParsedFile, context: PlanContext): FileSteps {
  return carryOut(file, planFile(file, context), context.options);
}

/** Rewrites, prints and verifies one file as it was planned. */
export function carryOut(file: ParsedFile, planned: readonly PlannedBy[], options: RunOptions): FileSteps {
  const rewritten = rewriteFile(file, planned, options);
  const printed = printFile(rewritten);
  return { file, planned, rewritten, printed, verified: verifyFile(printed, options) };
}

/** What is said about a file on which a transform threw an exception. */
export function internalError(error: unknown, path: string): Diagnostic {
  const detail = error instanceof Error ? `${error.name}: ${error.message}`.split('\n')[0]! : String(error);
  return diagnose('internal-error', { detail }, path);
}
