/** The library API: everything that the command does. */
export { run } from './runner/run.js';
export { runUntil, type StageProduct } from './runner/run-until.js';
export type {
  GitAllowances,
  ProcessTable,
  ProgressEvent,
  RunInput,
  RunSettings,
  RunSystem,
  VerifyEvent,
  VerifySettings,
} from './runner/run-settings.js';
export { gates, hasFailed, tripsGate, type Gate } from './runner/gate.js';
export { stockTransformPath } from './runner/stock-transform-path.js';
export { formatters, type FormatName, type Formatter } from './report/formatters.js';
export type { FormatOptions } from './report/format-options.js';
export { formatDiagnostic, formatProblems } from './report/format-problems.js';
export { formatSummary } from './report/format-summary.js';
export { summariseCensus, type CensusSummary } from './report/summarise-census.js';
export { summarise, type Summary } from './report/summarise.js';
export { transforms } from './transforms/registry.js';
export { allMessages, defaultRunOptions, findMessage, stages } from './core/index.js';
export type {
  Applicability,
  Decision,
  Diagnostic,
  Edit,
  ExportsPolicy,
  FileOutcome,
  MessageEntry,
  OutcomeStatus,
  RunOptions,
  RunReport,
  Severity,
  SourceRange,
  Stage,
  TakenBack,
  Verdict,
  Verification,
  VerificationRun,
} from './core/index.js';
