import type { Function as FunctionNode } from '@babel/types';
import { collectFacts, type FileFacts } from '../analysis/collect-facts.js';
import { continuationsOf } from '../analysis/continuation.js';
import { fileContext, rangeOf, type FileContext } from '../analysis/file-context.js';
import { functionName } from '../analysis/local-function.js';
import type { ParsedFile, SourceRange } from '../core/index.js';
import { usesArguments, usesThis } from '../syntax/function-facts.js';
import { isFunctionNode, walk } from '../syntax/walk.js';

/** What analysis knows of one file, in a form that people can read. */
export interface FileDescription {
  readonly path: string;
  readonly sourceType: 'script' | 'module';
  /** Names that the file uses and does not declare. */
  readonly globals: readonly string[];
  readonly functions: readonly FunctionDescription[];
  /** What the file tells about the project. */
  readonly facts: FileFacts;
}

export interface FunctionDescription {
  readonly name: string;
  readonly range: SourceRange;
  readonly async: boolean;
  readonly generator: boolean;
  readonly usesThis: boolean;
  readonly usesArguments: boolean;
  /** The parameters through which the function may complete, the likeliest first, each with its aliases. */
  readonly continuations: readonly { readonly name: string; readonly at: number; readonly names: readonly string[] }[];
}

/** Writes down what the transforms ask analysis for one by one. */
export function describeFile(file: ParsedFile): FileDescription {
  const context = fileContext(file);
  const functions: FunctionDescription[] = [];
  walk(file.ast, {
    enter(node) {
      if (isFunctionNode(node)) functions.push(describeFunction(context, node));
    },
  });
  const globals = [...context.scopes.globals.keys()].sort();
  return { path: file.source.path, sourceType: file.sourceType, globals, functions, facts: collectFacts(file) };
}

function describeFunction(context: FileContext, fn: FunctionNode): FunctionDescription {
  return {
    name: functionName(context, fn),
    range: rangeOf(context, fn),
    async: fn.async ?? false,
    generator: fn.generator ?? false,
    usesThis: usesThis(fn),
    usesArguments: usesArguments(fn),
    continuations: continuationsOf(context, fn).map(({ parameter, at, names }) => ({
      name: parameter?.name ?? 'arguments',
      at,
      names: [...names].map(({ name }) => name),
    })),
  };
}
