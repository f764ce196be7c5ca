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
  const mentioned = fieldsIn(context, statement, false);
  if (mentioned.length === 0) return false;
  const given = takenBy(context, call).flatMap((argument) => (isFunctionNode(argument) ? [argument.body] : []));
  const own = calledBy(context, call).map((fn) => laterFields(context, fn));
  const setLater = new Set([
    ...given.flatMap((body) => fieldsIn(context, body, true)),
    ...own.flatMap(({ sets }) => [...sets]),
  ]);
  if (mentioned.some((name) => setLater.has(name))) return true;
  const set = fieldsIn(context, statement, true);
  return own.some(({ uses }) => set.some((name) => uses.has(name)));
}

/** Fields that the callbacks in a function use, and those that they set. */
interface LaterFields {
  readonly uses: Set<string>;
  readonly sets: Set<string>;
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
  const later: LaterFields = { uses: new Set(), sets: new Set() };
  fields.set(fn, later);
  walk(fn.body, {
    enter(node) {
      if (node.type === 'CallExpression' && passesCallback(context, node))
        for (const callee of calledBy(context, node)) addAll(later, laterFields(context, callee));
      if (!isFunctionNode(node)) return;
      addAll(later, { uses: fieldsIn(context, node.body, false), sets: fieldsIn(context, node.body, true) });
    },
  });
  return later;
}

function addAll(later: LaterFields, { uses, sets }: { uses: Iterable<string>; sets: Iterable<string> }): void {
  for (const name of uses) later.uses.add(name);
  for (const name of sets) later.sets.add(name);
}

/** The functions of the file that a call may call. */
const calledBy = (context: FileContext, call: CallExpression | NewExpression): FunctionNode[] =>
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

/** Names of fields of `this` that code uses, or only those that it sets. */
function fieldsIn(context: FileContext, root: Node, onlySet: boolean): string[] {
  const names: string[] = [];
  walk(root, {
    enter(node, parent) {
      if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return;
      const isSet =
        parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === node);
      if ((isSet || !onlySet) && isSelf(context, node.object)) names.push(node.property.name);
    },
  });
  return names;
}
