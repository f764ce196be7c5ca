import type { CallExpression, NewExpression, Node, Statement } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import { canTell } from './can-tell.js';
import type { FileContext } from '../file-context.js';
import { keysOfCall, keysOfFunction, passesCallback, shimHelper, withoutCallback } from './function-key.js';

/** How functions of one name are called: whether code follows a call, or at the end of which functions the calls stand. */
export interface CallUse {
  /** Where code follows a call that could tell whether the callback has run: `test/send.js:12`. */
  readonly followed: string | undefined;
  readonly endsOf: readonly string[];
}

/** Collects the calls of a file by the last name of what they call. */
export function callUses(context: FileContext): Map<string, CallUse> {
  const uses = new Map<string, { followed: string | undefined; endsOf: Set<string> }>();
  const add = (
    name: string,
    followed: boolean,
    call: CallExpression | NewExpression,
    ends: readonly string[],
  ): void => {
    const use = uses.get(name) ?? { followed: undefined, endsOf: new Set<string>() };
    uses.set(name, use);
    if (followed) use.followed ??= `${context.file.source.path}:${context.lines.at(call.start!).line}`;
    else ends.forEach((end) => use.endsOf.add(end));
  };
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
      const passes = passesCallback(context, node);
      const keys = keysOfCall(context, node);
      if (keys.length === 0) return;
      const { followed, ends } = placeOf(context, node);
      // Who calls the function around without a callback sees the effects of a call that has none either.
      if (passes) keys.forEach((key) => add(key, followed, node, ends));
      else keys.forEach((key) => add(withoutCallback(key), followed, node, [...ends, ...ends.map(withoutCallback)]));
    },
  });
  return new Map([...uses].map(([name, { followed, endsOf }]) => [name, { followed, endsOf: [...endsOf] }]));
}

/** Whether other code of the same function runs after a call before the function returns. */
function placeOf(
  context: FileContext,
  call: CallExpression | NewExpression,
): { followed: boolean; ends: readonly string[] } {
  let node: Node = call;
  // What follows an await followed the callback, not the call.
  let wasAwaited = false;
  for (const parent of context.parents.ancestors(call)) {
    if (isFunctionNode(parent)) {
      if (isShimBody(context, parent)) continue;
      if (isIteration(context, parent)) return { followed: true, ends: [] };
      if (parent.body !== node && parent.type === 'ArrowFunctionExpression') return { followed: true, ends: [] };
      return { followed: false, ends: keysOfFunction(context, parent) };
    }
    if (parent.type === 'AwaitExpression') wasAwaited = true;
    if (!wasAwaited && isFollowed(context, call, parent, node)) return { followed: true, ends: [] };
    node = parent;
  }
  return { followed: false, ends: [] };
}

/** `items.forEach(function (item) { … })`: a loop as well. */
function isIteration(context: FileContext, fn: Node): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  return link.parent.callee.type === 'MemberExpression' && /^(?:forEach|map)$/.test(calleeName(link.parent));
}

/** The async block of converted code belongs to the function around it. */
function isShimBody(context: FileContext, fn: Node): boolean {
  const call = context.parents.get(fn)?.parent;
  return call?.type === 'CallExpression' && shimHelper(context, call) !== undefined;
}

function isFollowed(context: FileContext, call: CallExpression | NewExpression, parent: Node, node: Node): boolean {
  const tells = (statement: Statement): boolean => isEffective(statement) && canTell(context, call, statement);
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'IfStatement':
      return parent.type === 'IfStatement' && parent.test === node;
    case 'UnaryExpression':
      return parent.operator !== 'void';
    case 'BlockStatement':
    case 'Program':
      return parent.body.slice(parent.body.indexOf(node as Statement) + 1).some(tells);
    case 'SwitchCase':
      return parent.consequent.slice(parent.consequent.indexOf(node as Statement) + 1).some(tells);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      // The next call would start before the callback of this one.
      return parent.body === node;
    case 'SwitchStatement':
    case 'TryStatement':
    case 'CatchClause':
    case 'LabeledStatement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'File':
      return false;
    default:
      return false;
  }
}

const isEffective = (statement: Statement): boolean =>
  statement.type !== 'FunctionDeclaration' &&
  statement.type !== 'BreakStatement' &&
  !(statement.type === 'ReturnStatement' && !statement.argument);
