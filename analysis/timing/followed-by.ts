import type { CallExpression, NewExpression, Node, Statement } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { canTell, givesResultOf } from './can-tell.js';
import { endsTest } from './ended-test.js';
import { runsFakeClock } from './fake-clock.js';
import { statementsBehind } from './what-follows.js';

/** Whether what stands around a call could tell, as far as one step outwards: `parent` of `node`, which holds the call. */
export function isFollowed(
  context: FileContext,
  call: CallExpression | NewExpression,
  parent: Node,
  node: Node,
): boolean {
  switch (parent.type) {
    case 'IfStatement':
      return parent.test === node;
    case 'UnaryExpression':
      return parent.operator !== 'void';
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      // The next call would start before the callback of this one.
      return parent.body === node;
    default:
      return statementsBehind(parent, node).some(
        (statement) =>
          canTell(context, call, statement) || runsFakeClock(context, statement) || endsTest(context, call, statement),
      );
  }
}

/** The statements after a call return or throw a variable that its callback sets, run the timers that it has set, or end the test. */
export function reliesOn(
  context: FileContext,
  call: CallExpression | NewExpression,
  parent: Node,
  node: Node,
): boolean {
  if (parent.type !== 'BlockStatement') return false;
  return parent.body
    .slice(parent.body.indexOf(node as Statement) + 1)
    .some(
      (statement) =>
        givesResultOf(context, call, statement) ||
        runsFakeClock(context, statement) ||
        endsTest(context, call, statement),
    );
}
