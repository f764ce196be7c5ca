import type { SourceRange } from './source-file.js';

/** What analysis knows of one file on its own, in a form that people can read. */
export interface FileFacts {
  readonly path: string;
  readonly sourceType: 'script' | 'module';
  /** Names that the file uses and does not declare. */
  readonly globals: readonly string[];
  readonly functions: readonly FunctionFacts[];
}

export interface FunctionFacts {
  readonly name: string;
  readonly range: SourceRange;
  readonly async: boolean;
  readonly generator: boolean;
  readonly usesThis: boolean;
  readonly usesArguments: boolean;
  /** The parameters through which the function may complete, the likeliest first. */
  readonly continuations: readonly ContinuationFacts[];
}

export interface ContinuationFacts {
  readonly name: string;
  /** Index of the parameter. */
  readonly at: number;
  /** The variables that stand for it, itself included. */
  readonly names: readonly string[];
}
