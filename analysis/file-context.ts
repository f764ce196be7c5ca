import type { Node } from '@babel/types';
import { openProject, type ParsedFile, type SourceRange } from '../core/index.js';
import { parentMap, type ParentMap } from '../syntax/parents.js';
import { analyzeScopes, type ScopeTree } from '../syntax/scope.js';
import { librariesOf, type Libraries } from './libraries/libraries.js';
import { LineIndex } from '../syntax/line-index.js';

/** One parsed file with everything that can be asked about its names and structure; shared by all dialects. */
export interface FileContext {
  readonly file: ParsedFile;
  readonly scopes: ScopeTree;
  readonly parents: ParentMap;
  readonly lines: LineIndex;
  /** The packages that the file works with; none where only the file at hand is known. */
  readonly libraries: Libraries;
}

const contexts = new WeakMap<ParsedFile, FileContext>();

/**
 * The context of a file; computed once per parse.
 *
 * @param libraries the packages that it works with, when they are known; those of the call before otherwise
 */
export function fileContext(file: ParsedFile, libraries?: Libraries): FileContext {
  let context = contexts.get(file);
  if (context && libraries && context.libraries !== libraries) {
    context = { ...context, libraries };
    contexts.set(file, context);
  }
  if (!context) {
    context = {
      libraries: libraries ?? librariesOf(openProject, file.source.path),
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
