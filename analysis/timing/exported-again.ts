import type { Node } from '@babel/types';
import { walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { keysOfImported } from './function-key.js';

/** A name under which a file gives on what it has from another one, and the key that it has there. */
export type ExportedAgain = readonly [name: string, key: string];

/** `exports.run = require('./runner')`, `api.run = runner`, `{ run: runner }`: who calls the one calls the other. */
export function exportedAgain(context: FileContext): ExportedAgain[] {
  const found: ExportedAgain[] = [];
  const add = (name: Node, value: Node): void => {
    if (name.type !== 'Identifier') return;
    for (const key of keysOfImported(context, value)) if (key !== name.name) found.push([name.name, key]);
  };
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression' && !node.left.computed)
        add(node.left.property, node.right);
      if (node.type === 'ObjectProperty' && !node.computed) add(node.key, node.value);
    },
  });
  return found;
}
