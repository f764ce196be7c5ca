import type { Function as FunctionNode } from '@babel/types';
import { continuationsOf } from '../analysis/continuation.js';
import { fileContext, rangeOf, type FileContext } from '../analysis/file-context.js';
import { functionName } from '../analysis/local-function.js';
import type { FileFacts, FunctionFacts, ParsedFile } from '../core/index.js';
import { usesArguments, usesThis } from '../syntax/function-facts.js';
import { isFunctionNode, walk } from '../syntax/walk.js';

/** Writes down what analysis knows of a file; the transforms ask for the same facts one by one. */
export function collectFileFacts(file: ParsedFile): FileFacts {
  const context = fileContext(file);
  const functions: FunctionFacts[] = [];
  walk(file.ast, {
    enter(node) {
      if (isFunctionNode(node)) functions.push(factsOf(context, node));
    },
  });
  return {
    path: file.source.path,
    sourceType: file.sourceType,
    globals: [...context.scopes.globals.keys()].sort(),
    functions,
  };
}

function factsOf(context: FileContext, fn: FunctionNode): FunctionFacts {
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
