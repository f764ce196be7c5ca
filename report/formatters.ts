import type { RunReport } from '../core/index.js';
import { formatDiff } from './format-diff.js';
import { formatJson } from './format-json.js';
import type { FormatOptions } from './format-options.js';
import { formatPretty } from './format-pretty.js';

/** Turns a report into text. */
export type Formatter = (report: RunReport, options?: FormatOptions) => string;

/** What `--format` may name. */
export const formatters = { pretty: formatPretty, diff: formatDiff, json: formatJson } satisfies Record<
  string,
  Formatter
>;

export type FormatName = keyof typeof formatters;
