import type { CallExpression, Function as FunctionNode, NewExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { worksOnTheSame } from './can-tell.js';
import { functionGiven } from './given-function.js';
import { through } from './completion-paths.js';
import { statementsBehind } from './what-follows.js';

/**
 * Callbacks in the statements behind a call that could tell: they follow it where who gets them calls back at once.
 *
 * @param parent what holds the statements, of which `node` is the one with the call
 * @returns for each of them the functions that have to call back at once
 */
export function callbacksBehind(
  context: FileContext,
  call: CallExpression | NewExpression,
  parent: Node,
  node: Node,
): (readonly string[])[] {
  const behind = statementsBehind(parent, node).flatMap((statement) => callbacksIn(context, statement));
  if (behind.length === 0) return [];
  // One function for several calls counts them.
  const own = new Set(call.arguments.map((argument) => functionGiven(context, argument)));
  return behind
    .filter(({ fn }) => !own.has(fn) && worksOnTheSame(context, call, fn.body))
    .flatMap(({ taker }) => through(context, taker));
}

interface Taken {
  readonly taker: CallExpression;
  readonly fn: FunctionNode;
}

/** Every call in front of a statement asks for them. */
const taken = new WeakMap<Node, readonly Taken[]>();

/** The functions that calls in a statement get. */
function callbacksIn(context: FileContext, statement: Node): readonly Taken[] {
  const found = taken.get(statement);
  if (found) return found;
  const made: Taken[] = [];
  walk(statement, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type !== 'CallExpression') return undefined;
      for (const argument of node.arguments) {
        const fn = functionGiven(context, argument);
        if (fn) made.push({ taker: node, fn });
      }
      return undefined;
    },
  });
  taken.set(statement, made);
  return made;
}
