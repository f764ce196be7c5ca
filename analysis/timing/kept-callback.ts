import type { CallExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName, lastName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { functionName } from '../local-function.js';

/**
 * Whether a callback is kept with a piece of work in a list, `this.queue.push({ text, callback })`, by a file that looks at the list as
 * soon as it has called a callback that was kept: it starts the next piece, or finds that there is none.
 */
export function isKeptInQueue(context: FileContext, callback: Node): boolean {
  const link = context.parents.get(callback);
  if (link?.parent.type !== 'ObjectProperty' || link.key !== 'value' || link.parent.computed) return false;
  const { key } = link.parent;
  const work = context.parents.get(link.parent)?.parent;
  if (key.type !== 'Identifier' || work?.type !== 'ObjectExpression') return false;
  const lists = listsOf(context, work);
  return lists.length > 0 && looksAfterCalling(context, key.name, lists);
}

/** The names of the lists that a piece of work is added to. */
function listsOf(context: FileContext, work: Node): string[] {
  const direct = listAround(context, work);
  if (direct !== undefined) return [direct];
  const link = context.parents.get(work);
  if (link?.parent.type !== 'VariableDeclarator' || link.parent.id.type !== 'Identifier') return [];
  const references = context.scopes.bindingOf(link.parent.id)?.references ?? [];
  return references.flatMap(({ identifier }) => listAround(context, identifier) ?? []);
}

/** `queue` of `this.queue.push(work)` */
function listAround({ parents }: FileContext, work: Node): string | undefined {
  const link = parents.get(work);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return undefined;
  const { callee } = link.parent;
  return callee.type === 'MemberExpression' && /^(?:push|unshift)$/.test(calleeName(link.parent))
    ? lastName(callee.object)
    : undefined;
}

function looksAfterCalling(context: FileContext, property: string, lists: readonly string[]): boolean {
  let found = false;
  walk(context.file.ast, {
    enter(node) {
      if (!found && node.type === 'CallExpression' && callsMember(node, property))
        found = isFollowedByLook(context, node, lists);
      return found ? 'skip' : undefined;
    },
  });
  return found;
}

/** `work.callback(…)`, `work.callback.apply(…)` */
function callsMember({ callee }: CallExpression, property: string): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const name = lastName(callee);
  const called = name === 'call' || name === 'apply' ? callee.object : callee;
  return called.type === 'MemberExpression' && lastName(called) === property;
}

const LOOP = /^(?:While|DoWhile|For|ForIn|ForOf)Statement$/;

function isFollowedByLook(context: FileContext, call: CallExpression, lists: readonly string[]): boolean {
  const around = context.parents.enclosingFunction(call);
  if (!around) return false;
  // What stands in front of the call in a loop comes behind it as well.
  const loop = [...context.parents.ancestors(call)].findLast(
    (node) => LOOP.test(node.type) && node.start! > around.start!,
  );
  const after = loop ? loop.start! : call.end!;
  return (
    mentions(around.body, after, lists) ||
    calledAfter(around.body, after).some((name) => isLookingFunction(context, name, lists))
  );
}

/** Whether one of the lists is mentioned behind an offset. */
function mentions(node: Node, after: number, lists: readonly string[]): boolean {
  let found = false;
  walk(node, {
    enter(inner, parent) {
      if (inner !== node && isFunctionNode(inner)) return 'skip';
      if (inner.type === 'Identifier' && inner.start! > after && parent && lists.includes(inner.name)) found = true;
      return undefined;
    },
  });
  return found;
}

function calledAfter(node: Node, after: number): string[] {
  const names: string[] = [];
  walk(node, {
    enter(inner) {
      if (inner !== node && isFunctionNode(inner)) return 'skip';
      if (inner.type === 'CallExpression' && inner.start! > after) names.push(calleeName(inner));
      return undefined;
    },
  });
  return names;
}

function isLookingFunction(context: FileContext, name: string, lists: readonly string[]): boolean {
  let found = false;
  walk(context.file.ast, {
    enter(node) {
      if (found) return 'skip';
      if (isFunctionNode(node) && functionName(context, node).split('.').at(-1) === name)
        found = mentions(node.body, node.start!, lists);
      return undefined;
    },
  });
  return found;
}
