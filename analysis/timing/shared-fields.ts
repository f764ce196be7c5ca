import type { CallExpression, Function as FunctionNode, NewExpression, Node, Statement } from '@babel/types';
import { MultiMap } from '../../core/multi-map.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isSelf } from '../self.js';
import { keysOfCall, keysOfFunction, passesCallback } from './function-key.js';
import { takenBy } from './shim-body.js';

/**
 * Whether a statement behind a call works on fields of `this` on which what the call starts works, too: it mentions one that a
 * callback sets, or that the called function itself sets in a callback, or sets one that is looked at there.
 */
export function sharesFields(
  context: FileContext,
  call: CallExpression | NewExpression,
  statement: Statement,
): boolean {
  const mentioned = fieldsIn(context, statement);
  if (mentioned.used.length === 0) return false;
  const given = takenBy(context, call).flatMap((argument) => (isFunctionNode(argument) ? [argument.body] : []));
  const own = calledBy(context, call).map((fn) => laterFields(context, fn));
  const setLater = new Set([
    ...given.flatMap((body) => fieldsIn(context, body).set),
    ...own.flatMap(({ set }) => [...set]),
  ]);
  if (mentioned.used.some((name) => setLater.has(name))) return true;
  return own.some(({ used }) => mentioned.set.some((name) => used.has(name)));
}

/** Fields that the callbacks in a function use, and those that they set. */
interface LaterFields {
  readonly used: Set<string>;
  readonly set: Set<string>;
}

interface Known {
  readonly functions: MultiMap<string, FunctionNode>;
  readonly fields: Map<FunctionNode, LaterFields>;
}

const known = new WeakMap<FileContext, Known>();

/** What runs in the callbacks of a function of the file, and in those of functions to which it hands a callback. */
function laterFields(context: FileContext, fn: FunctionNode): LaterFields {
  const { fields } = knownOf(context);
  const found = fields.get(fn);
  if (found) return found;
  const later: LaterFields = { used: new Set(), set: new Set() };
  fields.set(fn, later);
  walk(fn.body, {
    enter(node) {
      if (node.type === 'CallExpression' && passesCallback(context, node))
        for (const callee of calledBy(context, node)) addAll(later, laterFields(context, callee));
      if (!isFunctionNode(node)) return;
      addAll(later, fieldsIn(context, node.body));
    },
  });
  return later;
}

function addAll(later: LaterFields, { used, set }: { used: Iterable<string>; set: Iterable<string> }): void {
  for (const name of used) later.used.add(name);
  for (const name of set) later.set.add(name);
}

/** The functions of the file that a call may call. */
export const calledBy = (context: FileContext, call: CallExpression | NewExpression): FunctionNode[] =>
  keysOfCall(context, call).flatMap((key) => knownOf(context).functions.listOf(key));

function knownOf(context: FileContext): Known {
  const found = known.get(context);
  if (found) return found;
  const functions = new MultiMap<string, FunctionNode>();
  const made: Known = { functions, fields: new Map() };
  known.set(context, made);
  walk(context.file.ast, {
    enter(node) {
      if (isFunctionNode(node)) keysOfFunction(context, node).forEach((key) => functions.add(key, node));
    },
  });
  return made;
}

/** Names of fields of `this`. */
interface Fields {
  readonly used: readonly string[];
  readonly set: readonly string[];
}

const fieldsOf = new WeakMap<Node, Fields>();

/** The fields of `this` that code uses, and those of them that it sets. */
function fieldsIn(context: FileContext, root: Node): Fields {
  const found = fieldsOf.get(root);
  if (found) return found;
  const used: string[] = [];
  const set: string[] = [];
  walk(root, {
    enter(node, parent) {
      if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return;
      if (!isSelf(context, node.object)) return;
      used.push(node.property.name);
      const isSet =
        parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === node);
      if (isSet) set.push(node.property.name);
    },
  });
  fieldsOf.set(root, { used, set });
  return { used, set };
}
