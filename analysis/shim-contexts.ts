import { walk } from '../syntax/walk.js';
import type { FileContext } from './file-context.js';
import { shimName } from './shim-member.js';

/** Whether a name of the shim makes contexts, which follow callbacks and generators but no async functions. */
export const isContext = (name: string): boolean =>
  /^(?:StackContext|ExceptionStackContext|NullContext|runWithStackContext)$/.test(name);

/** Where a file makes contexts of the shim: `lib/run.js:12`. */
export function contextsIn(context: FileContext, specifier: string): string | undefined {
  let place: string | undefined;
  walk(context.file.ast, {
    enter(node, parent) {
      if (place !== undefined || parent?.type === 'ImportSpecifier') return;
      if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return;
      const name = shimName(context, node, specifier);
      if (name === undefined || !isContext(name)) return;
      place = `${context.file.source.path}:${context.lines.at(node.start!).line}`;
    },
  });
  return place;
}
