import { walk } from '../syntax/walk.js';
import type { FileContext } from './file-context.js';

const known = new WeakMap<FileContext, boolean>();

/** Whether a file puts something else in the place of the global `Promise`, or takes it away. */
export function replacesPromise(context: FileContext): boolean {
  let found = known.get(context);
  if (found === undefined) {
    found = (context.scopes.globals.get('Promise') ?? []).some(({ kind }) => kind !== 'read');
    walk(context.file.ast, {
      enter(node) {
        const target =
          node.type === 'AssignmentExpression'
            ? node.left
            : node.type === 'UnaryExpression'
              ? node.argument
              : undefined;
        if (node.type === 'UnaryExpression' && node.operator !== 'delete') return;
        if (target?.type !== 'MemberExpression' || target.object.type !== 'Identifier') return;
        const isGlobal = /^(?:global|globalThis|window|self)$/.test(target.object.name);
        found ||= isGlobal && target.property.type === 'Identifier' && target.property.name === 'Promise';
      },
    });
    known.set(context, found);
  }
  return found;
}
