import type { Node } from '@babel/types';
import { fileContext, type FileContext } from '../../analysis/file-context.js';
import { parse } from '../../syntax/parse.js';
import { walk } from '../../syntax/walk.js';

export const contextOf = (text: string, path = 'lib/a.js'): FileContext => fileContext(parse({ path, text }));

/**
 * The outermost node of a type whose text is the given one.
 *
 * @throws when there is none
 */
export function nodeOf<T extends Node['type']>(
  { file }: FileContext,
  type: T,
  text: string,
): Extract<Node, { type: T }> {
  let found: Node | undefined;
  walk(file.ast, {
    enter(node) {
      if (node.type === type && file.source.text.slice(node.start!, node.end!) === text) found ??= node;
    },
  });
  if (!found) throw new Error(`no ${type} reads ${text}`);
  return found as Extract<Node, { type: T }>;
}
