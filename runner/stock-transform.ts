import {
  defaultRunOptions,
  diagnose,
  openProject,
  type Diagnostic,
  type ExportsPolicy,
  type RunOptions,
  type SourceFile,
  type Transform,
  type Verified,
} from '../core/index.js';
import { parse } from '../syntax/parse.js';
import { transforms } from '../transforms/registry.js';
import { shimPackage, shimVersion } from './add-shim-dependency.js';
import { convertFile } from './convert-file.js';

/** What jscodeshift gives to a transform, as far as it is used. */
export interface StockFile {
  readonly path: string;
  readonly source: string;
}

export interface StockApi {
  /** Prints a line about the file. */
  readonly report?: (message: string) => void;
}

/** Options of the jscodeshift command line; it hands on what it does not know. */
export interface StockOptions {
  readonly unsafe?: unknown;
  readonly koa?: unknown;
  readonly exports?: unknown;
}

/** @returns the new text; undefined when the file stays as it is */
export type StockTransform = (file: StockFile, api: StockApi, options: StockOptions) => string | undefined;

/**
 * Makes a transform fit for the jscodeshift runner, which shows it one file at a time: every other file is unknown, so
 * exports stay compatible. Sites that are left are reported with their reasons.
 *
 * @throws {RangeError} when there is no such transform
 */
export function createStockTransform(name: string): StockTransform {
  const transform = transforms.find((each) => each.name === name);
  if (!transform) throw new RangeError(diagnose('unknown-transform', { name, known: knownNames() }, '').message);
  return ({ path, source }, api, options) => {
    if (!transform.mayApply(source)) return undefined;
    const result = convertSource({ path: path.replaceAll('\\', '/'), text: source }, transform, readOptions(options));
    const idle = idleOption(options, path);
    for (const diagnostic of [...idle, ...remarks(result)]) api.report?.(describe(diagnostic));
    return result.text === source ? undefined : result.text;
  };
}

/** @throws {Error} when the file does not parse, or the new text fails a check: jscodeshift counts it and leaves the file */
function convertSource(source: SourceFile, transform: Transform, options: RunOptions): Verified {
  const context = { project: openProject, options, transforms: [transform] };
  const { verified } = convertFile(parse(source), context);
  if (verified.failures[0]) throw new Error(describe(verified.failures[0]));
  if (verified.edits.length === 0) return verified;
  const again = convertFile(parse({ path: source.path, text: verified.text }), context);
  if (again.rewritten.edits.length > 0) throw new Error(describe(diagnose('unstable-output', {}, source.path)));
  return verified;
}

function readOptions({ unsafe, koa, exports }: StockOptions): RunOptions {
  const policies: readonly ExportsPolicy[] = ['dual', 'promise', 'callback'];
  const policy = exports === undefined ? defaultRunOptions.exports : policies.find((each) => each === exports);
  if (!policy)
    throw new RangeError(
      diagnose('bad-option', { option: '--exports', detail: `choices are ${policies.join(', ')}` }, '').message,
    );
  return { ...defaultRunOptions, unsafe: isSet(unsafe), koa: isSet(koa), exports: policy };
}

/** Policies for exports need to know which exports are public: that is not passed over in silence. */
function idleOption({ exports }: StockOptions, path: string): readonly Diagnostic[] {
  if (typeof exports !== 'string' || exports === 'dual') return [];
  return [diagnose('option-without-effect', { option: `--exports ${exports}` }, path)];
}

const isSet = (flag: unknown): boolean => flag === true || flag === 'true';

function remarks({ file, plans, edits, text }: Verified): readonly Diagnostic[] {
  const edited = new Set(edits.map(({ decision }) => decision));
  const decisions = plans
    .flatMap((plan) => plan.decisions)
    .filter(({ id, verdict }) => verdict === 'leave' && !edited.has(id));
  const reasons = [...decisions.flatMap((decision) => decision.reasons), ...plans.flatMap((plan) => plan.diagnostics)];
  const remarks = reasons.filter(({ severity }) => severity !== 'note');
  const usesShim = text !== file.source.text && plans.some(({ shimImports }) => shimImports.length > 0);
  return usesShim
    ? [...remarks, diagnose('shim-not-declared', { package: shimPackage, version: shimVersion }, file.source.path)]
    : remarks;
}

function describe({ code, message, range }: Diagnostic): string {
  return `${range ? `line ${range.line}: ` : ''}${code} ${message}`;
}

function knownNames(): string {
  return transforms.map(({ name }) => name).join(', ');
}
