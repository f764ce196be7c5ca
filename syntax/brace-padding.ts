import type { Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { walk } from './walk.js';

/** What a file writes within the braces of imports, objects and patterns on one line: `{ a }` or `{a}`. */
export function bracePadding(file: ParsedFile): '' | ' ' {
  const { text } = file.source;
  let padded = 0;
  let tight = 0;
  walk(file.ast, {
    enter(node) {
      const open = openingBrace(text, node);
      const next = open === undefined ? undefined : text[open + 1];
      if (next === ' ') padded++;
      else if (next !== undefined && /[\w$'"[.]/.test(next)) tight++;
    },
  });
  return tight > padded ? '' : ' ';
}

/** Where the brace of a list of names stands, when it has one. */
function openingBrace(text: string, node: Node): number | undefined {
  switch (node.type) {
    case 'ObjectExpression':
    case 'ObjectPattern':
      return node.properties.length > 0 ? node.start! : undefined;
    case 'ImportDeclaration': {
      const first = node.specifiers.find(({ type }) => type === 'ImportSpecifier');
      return first && text.lastIndexOf('{', first.start!);
    }
    default:
      return undefined;
  }
}
