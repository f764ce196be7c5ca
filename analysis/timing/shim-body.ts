import type { Node, Statement } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { shimHelper } from './function-key.js';

/** The async block, or the generator, of converted code belongs to the function around it. */
export function isShimBody(context: FileContext, fn: Node): boolean {
  const call = context.parents.get(fn)?.parent;
  return call?.type === 'CallExpression' && shimHelper(context, call) !== undefined;
}

/** The statements of such blocks in a statement that run with it: those up to the first that waits. */
export function startedIn(context: FileContext, statement: Node): Statement[] {
  const started: Statement[] = [];
  walk(statement, {
    enter(node) {
      if (node === statement || !isFunctionNode(node)) return undefined;
      if (node.body.type === 'BlockStatement' && isShimBody(context, node)) {
        const { body } = node.body;
        const last = body.findIndex(waits);
        for (const part of last < 0 ? body : body.slice(0, last + 1)) started.push(part, ...startedIn(context, part));
      }
      return 'skip';
    },
  });
  return started;
}

function waits(statement: Statement): boolean {
  let found = false;
  walk(statement, {
    enter(node) {
      if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') found = true;
      return found || isFunctionNode(node) ? 'skip' : undefined;
    },
  });
  return found;
}
