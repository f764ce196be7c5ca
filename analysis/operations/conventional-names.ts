import { walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { errorParameter, handlerOf } from '../handler.js';
import { takesNoContinuation } from '../names-by-convention.js';

const names = new WeakMap<FileContext, Set<string>>();

/** Names of methods and functions that some call in the file gives an error-first handler. */
export function conventionalNames(context: FileContext): Set<string> {
  let found = names.get(context);
  if (!found) {
    found = new Set();
    names.set(context, found);
    collectConventionalNames(context, found);
  }
  return found;
}

function collectConventionalNames(context: FileContext, found: Set<string>): void {
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || takesNoContinuation(calleeName(node))) return;
      const last = node.arguments.at(-1);
      const handler = last && handlerOf(context, last);
      if (handler && errorParameter(handler.fn)) found.add(calleeName(node));
    },
  });
}
