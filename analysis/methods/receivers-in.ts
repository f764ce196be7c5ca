import type { ObjectPath } from '../../core/index.js';
import { walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { objectPathOf } from './object-path.js';

/** The objects of which a file calls methods, as far as their class is known: what a plan of it may rest on. */
export function receiversIn(context: FileContext): ObjectPath[] {
  const found = new Map<string, ObjectPath>();
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
      const path = objectPathOf(context, node.callee.object);
      if (path && isFollowed(path)) found.set(JSON.stringify(path), path);
    },
  });
  return [...found.values()];
}

/** Members of other packages lead nowhere. */
function isFollowed({ root, fields }: ObjectPath): boolean {
  if (root.kind === 'this') return fields.length > 0;
  const name = root.kind === 'made' ? root.of : root.name;
  return typeof name === 'number'
    ? fields.length > 0
    : !/^(?:node:)?(?:fs|path|util|events|assert|os|http|url)$/.test(name.specifier);
}
