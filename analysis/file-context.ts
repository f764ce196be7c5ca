import type { Node } from '@babel/types';
import type { ParsedFile, SourceRange } from '../core/index.js';
import { parentMap, type ParentMap } from '../syntax/parents.js';
import { analyzeScopes, type ScopeTree } from '../syntax/scope.js';
import { LineIndex } from '../syntax/line-index.js';

/** One parsed file with everything that can be asked about its names and structure; shared by all dialects. */
export interface FileContext {
  readonly file: ParsedFile;
  readonly scopes: ScopeTree;
  readonly parents: ParentMap;
  readonly lines: LineIndex;
}

const contexts = new WeakMap<ParsedFile, FileContext>();

/** The context of a file; computed once per parse. */
export function fileContext(file: ParsedFile): FileContext {
  let context = contexts.get(file);
  if (!context) {
    context = {
      file,
      scopes: analyzeScopes(file.ast),
      parents: parentMap(file.ast),
      lines: new LineIndex(file.source.text),
    };
    contexts.set(file, context);
  }
  return context;
}

/** Where a node stands, for reports. */
export function rangeOf(context: FileContext, node: Node): SourceRange {
  const { line, column } = context.lines.at(node.start!);
  return { start: node.start!, end: node.end!, line, column };
}
