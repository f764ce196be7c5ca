import type { CallExpression, NewExpression, Node, Statement } from '@babel/types';
import { findOwn, isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionsApplied } from './applied-list.js';
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

const waits = (statement: Statement): boolean =>
  findOwn(statement, ({ type }) => type === 'AwaitExpression' || type === 'YieldExpression') !== undefined;

/** What a call gets: in converted code the rest of the block around it stands for the callback. */
export function takenBy(context: FileContext, call: CallExpression | NewExpression): Node[] {
  let around = context.parents.enclosingFunction(call);
  // `yield task((callback) => find(key, callback, options))`
  if (around && helperAround(context, around) === 'task') around = context.parents.enclosingFunction(around);
  const given = [...call.arguments, ...functionsApplied(context, call)];
  return around && helperAround(context, around) !== undefined ? [...given, around] : given;
}

function helperAround(context: FileContext, block: Node): string | undefined {
  const call = context.parents.get(block)?.parent;
  return call?.type === 'CallExpression' ? shimHelper(context, call) : undefined;
}
