import type { CallExpression, Function as FunctionNode, NewExpression, Node } from '@babel/types';
import { MultiMap } from '../../core/multi-map.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isSelf } from '../self.js';
import { functionGiven } from './given-function.js';
import { keysOfCall, keysOfFunction, passesCallback } from './function-key.js';
import { takenBy } from './shim-body.js';
import { isIteration } from './what-follows.js';

/**
 * Whether code behind a call works on fields of `this` on which what the call starts works, too: it mentions one that a callback
 * sets, with the functions that it calls, or that the called function itself sets in a callback, or sets one that is looked at there.
 */
export const sharesFields = (context: FileContext, call: CallExpression | NewExpression, code: Node): boolean =>
  isSharedWith(context, call, fieldsIn(context, code));

/** The same for the functions of the file, methods of the same object included, that a statement calls: what they do before they return. */
export const sharesFieldsAtOnce = (
  context: FileContext,
  call: CallExpression | NewExpression,
  statement: Node,
): boolean => isSharedWith(context, call, calledFields(context, statement));

function isSharedWith(context: FileContext, call: CallExpression | NewExpression, mentioned: Fields): boolean {
  if (mentioned.used.size === 0) return false;
  const given = takenBy(context, call).flatMap((argument) => functionGiven(context, argument) ?? []);
  const later = [
    ...given.map((fn) => allFields(context, fn)),
    ...calledBy(context, call).map((fn) => laterFields(context, fn)),
  ];
  return later.some(
    ({ used, set }) =>
      [...mentioned.used].some((name) => set.has(name)) || [...mentioned.set].some((name) => used.has(name)),
  );
}

/** Names of fields of `this` that code uses, and those of them that it sets. */
interface Fields {
  readonly used: ReadonlySet<string>;
  readonly set: ReadonlySet<string>;
}

/** The same with the functions that it calls. */
interface FieldsWithCalls {
  readonly used: Set<string>;
  readonly set: Set<string>;
}

interface Known {
  readonly functions: MultiMap<string, FunctionNode>;
  /** By functions: all that they work on, what they do in callbacks, and what before they return. */
  readonly all: Map<FunctionNode, FieldsWithCalls>;
  readonly later: Map<FunctionNode, FieldsWithCalls>;
  readonly own: Map<FunctionNode, FieldsWithCalls>;
}

const known = new WeakMap<FileContext, Known>();

/** What runs in the callbacks of a function of the file, and in those of functions to which it hands a callback. */
function laterFields(context: FileContext, fn: FunctionNode): FieldsWithCalls {
  const known = knownOf(context).later;
  const found = known.get(fn);
  if (found) return found;
  const later: FieldsWithCalls = { used: new Set(), set: new Set() };
  known.set(fn, later);
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

/** What a function works on, and the methods of the same object and functions of the file that it calls. */
function allFields(context: FileContext, fn: FunctionNode): FieldsWithCalls {
  const known = knownOf(context).all;
  const found = known.get(fn);
  if (found) return found;
  const all: FieldsWithCalls = { used: new Set(), set: new Set() };
  known.set(fn, all);
  addAll(all, fieldsIn(context, fn.body));
  walk(fn.body, {
    enter(node) {
      if (node.type === 'CallExpression' && isOwnCallee(context, node))
        for (const called of calledBy(context, node)) addAll(all, allFields(context, called));
    },
  });
  return all;
}

/** What a function works on before it returns, with the functions that it calls. */
function ownFields(context: FileContext, fn: FunctionNode): FieldsWithCalls {
  const known = knownOf(context).own;
  const found = known.get(fn);
  if (found) return found;
  const own: FieldsWithCalls = { used: new Set(), set: new Set() };
  known.set(fn, own);
  walk(fn.body, {
    enter(node, parent) {
      if (isFunctionNode(node) && !isIteration(context, node)) return 'skip';
      addField(context, own, node, parent);
      return undefined;
    },
  });
  addAll(own, calledFields(context, fn.body));
  return own;
}

/** What the functions work on before they return that code calls while it runs. */
function calledFields(context: FileContext, code: Node): FieldsWithCalls {
  const fields: FieldsWithCalls = { used: new Set(), set: new Set() };
  walk(code, {
    enter(node) {
      if (isFunctionNode(node) && !isIteration(context, node)) return 'skip';
      if (node.type === 'CallExpression' && isOwnCallee(context, node))
        for (const called of calledBy(context, node)) addAll(fields, ownFields(context, called));
      return undefined;
    },
  });
  return fields;
}

/** `show()`, `this.show()` */
const isOwnCallee = (context: FileContext, { callee }: CallExpression): boolean =>
  callee.type === 'Identifier' || (callee.type === 'MemberExpression' && isSelf(context, callee.object));

function addAll(later: FieldsWithCalls, { used, set }: Fields): void {
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
  const made: Known = { functions, all: new Map(), later: new Map(), own: new Map() };
  known.set(context, made);
  walk(context.file.ast, {
    enter(node) {
      if (isFunctionNode(node)) keysOfFunction(context, node).forEach((key) => functions.add(key, node));
    },
  });
  return made;
}

const fieldsOf = new WeakMap<Node, FieldsWithCalls>();

/** The fields of `this` that code uses, and those of them that it sets. */
function fieldsIn(context: FileContext, root: Node): Fields {
  const found = fieldsOf.get(root);
  if (found) return found;
  const fields: FieldsWithCalls = { used: new Set(), set: new Set() };
  walk(root, {
    enter(node, parent) {
      addField(context, fields, node, parent);
    },
  });
  fieldsOf.set(root, fields);
  return fields;
}

function addField(context: FileContext, { used, set }: FieldsWithCalls, node: Node, parent: Node | null): void {
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return;
  if (!isSelf(context, node.object)) return;
  used.add(node.property.name);
  const isSet =
    parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === node);
  if (isSet) set.add(node.property.name);
}
