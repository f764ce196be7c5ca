import type { CallExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';

/**
 * Where a callback is called that a list of the file keeps, `this.waiting.push(cb)` or `this.waiting.push({ key, cb })`: the calls of what
 * was taken out of a list of that name.
 */
export function toldFromList(context: FileContext, callback: Node): CallExpression[] {
  const kept = keptIn(context, callback);
  if (!kept) return [];
  const names = new Set([kept.list]);
  const calls: CallExpression[] = [];
  walk(context.file.ast, {
    enter(node) {
      // `var all = this.waiting.splice(0)`, `for (const one of all)`: what is made of the list goes by other names.
      const taken = takenOut(node, names);
      if (taken?.type === 'Identifier') names.add(taken.name);
      if (node.type === 'CallExpression' && isTold(node.callee, kept.property, names)) calls.push(node);
    },
  });
  return calls;
}

/** The name of the list, and of the property in which the callback lies there. */
function keptIn({ parents }: FileContext, callback: Node): { list: string; property: string | undefined } | undefined {
  const link = parents.get(callback);
  const property = link?.parent.type === 'ObjectProperty' && link.key === 'value' ? nameOf(link.parent.key) : undefined;
  const work = property === undefined ? callback : parents.get(link!.parent)?.parent;
  const call = work && parents.get(work);
  if (call?.parent.type !== 'CallExpression' || call.key !== 'arguments') return undefined;
  const { callee } = call.parent;
  if (callee.type !== 'MemberExpression' || !/^(?:push|unshift)$/.test(calleeName(call.parent))) return undefined;
  const list = nameOf(callee.object);
  return list === undefined ? undefined : { list, property };
}

function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' && !node.computed ? nameOf(node.property) : undefined;
}

/** The variable that gets the list, one of its members, or a copy. */
function takenOut(node: Node, names: ReadonlySet<string>): Node | undefined {
  if (node.type === 'VariableDeclarator') return node.init && comesFrom(node.init, names) ? node.id : undefined;
  if (node.type === 'ForOfStatement' && comesFrom(node.right, names))
    return node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
  if (node.type !== 'CallExpression' || calleeName(node) !== 'forEach' || !comesFrom(node.callee, names))
    return undefined;
  const [each] = node.arguments;
  return each && isFunctionNode(each) ? each.params[0] : undefined;
}

/** `this.waiting`, `all[0]`, `all.shift()`, `all.forEach` */
function comesFrom(node: Node, names: ReadonlySet<string>): boolean {
  const name = nameOf(node);
  if (name !== undefined && names.has(name)) return true;
  if (node.type === 'MemberExpression') return comesFrom(node.object, names);
  return (
    node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && comesFrom(node.callee.object, names)
  );
}

function isTold(callee: Node, property: string | undefined, names: ReadonlySet<string>): boolean {
  if (property !== undefined)
    return callee.type === 'MemberExpression' && nameOf(callee) === property && comesFrom(callee.object, names);
  if (callee.type === 'Identifier') return names.has(callee.name);
  if (callee.type === 'MemberExpression') return callee.computed && comesFrom(callee.object, names);
  return callee.type === 'CallExpression' && comesFrom(callee, names);
}
