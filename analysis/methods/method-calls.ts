import type { ObjectPath } from '../../core/index.js';
import { walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { memberName } from './instance.js';
import { objectPathOf } from './object-path.js';

/** A call of a method of an object whose class may be known. */
export interface MethodCall {
  readonly object: ObjectPath;
  readonly name: string;
  /** Where the callee begins. */
  readonly at: number;
}

/** The calls of methods in a file, as far as it tells what their objects are. */
export function methodCalls(context: FileContext): MethodCall[] {
  const calls: MethodCall[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
      const name = memberName(node.callee);
      const object = name === undefined ? undefined : objectPathOf(context, node.callee.object);
      if (object && isFollowed(object)) calls.push({ object, name: name!, at: node.callee.start! });
    },
  });
  return calls;
}

const OF_NODE = /^(?:node:)?(?:fs|path|util|events|assert|os|http|https|net|url|stream|crypto|child_process)(?:\/|$)/;

/** What Node has, and methods of `this`, lead to no other file. */
function isFollowed({ root, fields }: ObjectPath): boolean {
  if (root.kind === 'this' || root.kind === 'table') return fields.length > 0;
  const name = root.kind === 'made' ? root.of : root.name;
  return typeof name === 'number' ? fields.length > 0 : !OF_NODE.test(name.specifier);
}
