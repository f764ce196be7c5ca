import type { Node } from '@babel/types';
import type { ParsedFile } from '../../core/index.js';
import { parse } from '../../syntax/parse.js';
import { walk } from '../../syntax/walk.js';

export function parseText(text: string, path = 'file.js'): ParsedFile {
  return parse({ path, text });
}

/** The nth node of a type, in source order. */
export function nodeOf<Type extends Node['type']>(
  file: ParsedFile,
  type: Type,
  nth = 0,
): Extract<Node, { type: Type }> {
  const found = nodesOf(file, type)[nth];
  if (!found) throw new Error(`no ${type} number ${nth}`);
  return found;
}

export function nodesOf<Type extends Node['type']>(file: ParsedFile, type: Type): Extract<Node, { type: Type }>[] {
  const found: Extract<Node, { type: Type }>[] = [];
  walk(file.ast, {
    enter(node) {
      if (node.type === type) found.push(node as Extract<Node, { type: Type }>);
    },
  });
  return found;
}

export function sourceOf(file: ParsedFile, node: Node): string {
  return file.source.text.slice(node.start!, node.end!);
}
