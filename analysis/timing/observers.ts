import type {
  CallExpression,
  Function as FunctionNode,
  NewExpression,
  Node,
  Statement,
  YieldExpression,
} from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import { continuationsOf } from '../continuation.js';
import { moduleOf } from '../module-binding.js';
import { canTell, givesResultOf } from './can-tell.js';
import type { FileContext } from '../file-context.js';
import { keysOfCall, keysOfFunction, passesCallback, shimHelper, withoutCallback } from './function-key.js';
import { isShimBody, takenBy } from './shim-body.js';
import { sharedWithListener } from './sibling-listeners.js';

/** How functions of one name are called: whether code follows a call, or at the end of which functions the calls stand. */
export interface CallUse {
  /** Where code follows a call that could tell whether the callback has run: `test/send.js:12`. */
  readonly followed: string | undefined;
  /** Where code after a call only makes sense when the callback has run already. */
  readonly relied?: string | undefined;
  /** Where anything at all runs after a call, or its callback throws: one that always came at once has to go on to. */
  readonly overtaken?: string | undefined;
  readonly endsOf: readonly string[];
  /** The functions in whose callbacks calls stand: when one calls back at once, what follows it follows those as well. */
  readonly within?: readonly string[];
}

type Use = { -readonly [K in 'followed' | 'relied' | 'overtaken']?: string } & {
  readonly endsOf: Set<string>;
  readonly within: Set<string>;
};

/** Collects the calls of a file by the last name of what they call. */
export function callUses(context: FileContext): Map<string, CallUse> {
  const uses = new Map<string, Use>();
  const add = (
    name: string,
    { followed, relied, overtaken, ends, within = [] }: Place,
    call: CallExpression | NewExpression,
  ): void => {
    const use = uses.get(name) ?? { endsOf: new Set<string>(), within: new Set<string>() };
    uses.set(name, use);
    const here = `${context.file.source.path}:${context.lines.at(call.start!).line}`;
    if (followed) use.followed ??= here;
    else ends.forEach((end) => use.endsOf.add(end));
    within.forEach((outer) => use.within.add(outer));
    if (relied) use.relied ??= here;
    if (overtaken) use.overtaken ??= here;
  };
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
      const passes = passesCallback(context, node);
      const keys = keysOfCall(context, node);
      if (keys.length === 0) return;
      const place = {
        ...(isListenedBehind(context, node)
          ? { followed: true, ends: [] }
          : placeOf(context, node, passes || isStatement(context, node))),
        overtaken: isOvertaken(context, node) || node.arguments.some(throwsItself),
      };
      const { ends } = place;
      // Who calls the function around without a callback sees the effects of a call that has none either.
      if (passes) keys.forEach((key) => add(key, place, node));
      else
        keys.forEach((key) =>
          add(withoutCallback(key), { ...place, ends: [...ends, ...ends.map(withoutCallback)] }, node),
        );
    },
  });
  return new Map(
    [...uses].map(([name, use]) => [
      name,
      { followed: undefined, ...use, endsOf: [...use.endsOf], within: [...use.within] },
    ]),
  );
}

/** Another event of an emitter may look at what the callback did, before anything that waits goes on. */
const isListenedBehind = (context: FileContext, call: CallExpression | NewExpression): boolean =>
  call.type === 'CallExpression' &&
  takenBy(context, call).some((argument) => isFunctionNode(argument) && sharedWithListener(context, call, argument));

const isStatement = ({ parents }: FileContext, call: Node): boolean =>
  parents.get(call)?.parent.type === 'ExpressionStatement';

interface Place {
  readonly followed: boolean;
  readonly relied?: boolean;
  readonly overtaken?: boolean;
  readonly ends: readonly string[];
  readonly within?: readonly string[];
}

/**
 * Whether other code of the same function runs after a call before the function returns.
 *
 * @param counts true when the moment matters in which what the call starts is done: in a loop, the next call could come before
 */
function placeOf(context: FileContext, call: CallExpression | NewExpression, counts: boolean): Place {
  let node: Node = call;
  // What follows an await followed the callback, not the call.
  let wasAwaited = false;
  // Nothing further out follows in this function.
  let left = false;
  const within: string[] = [];
  for (const parent of context.parents.ancestors(call)) {
    if (isFunctionNode(parent)) {
      left = false;
      if (isShimBody(context, parent)) {
        within.push(...yieldedBefore(context, parent, call));
        // What follows the block followed the call, unless that had to wait for another.
        wasAwaited &&= isBehindAwait(context, parent, call);
        continue;
      }
      if (counts && isIteration(context, parent)) return { followed: true, ends: [] };
      if (parent.body !== node && parent.type === 'ArrowFunctionExpression') return { followed: true, ends: [] };
      const around = iteratedBy(context, parent);
      within.push(...takerKeys(context, parent));
      if (!around) return { followed: false, ends: endKeys(context, parent), within };
      node = parent;
      continue;
    }
    if (waits(context, parent)) wasAwaited = true;
    if (!wasAwaited && !left && (counts || !isLoop(parent)) && isFollowed(context, call, parent, node))
      return { followed: true, relied: reliesOn(context, call, parent, node), ends: [] };
    left ||= isLeft(parent, node);
    node = parent;
  }
  return { followed: false, ends: [] };
}

/** `await …`, and `yield task(…)` of a generator that the shim resumes inside of the callback. */
const waits = (context: FileContext, node: Node): boolean => node.type === 'AwaitExpression' || isYield(context, node);

const isYield = (context: FileContext, node: Node): boolean =>
  node.type === 'YieldExpression' &&
  node.argument?.type === 'CallExpression' &&
  shimHelper(context, node.argument) === 'task';

/** Whether an async block has waited for something before it comes to a call. */
function isBehindAwait(context: FileContext, block: Node, call: Node): boolean {
  let found = false;
  walk(block, {
    enter(node) {
      if (waits(context, node) && node.end! <= call.start!) found = true;
      return isFunctionNode(node) && node !== block ? 'skip' : undefined;
    },
  });
  return found;
}

/** What a generator has waited for before it comes to a call: it goes on inside of those callbacks. */
function yieldedBefore(context: FileContext, block: FunctionNode, call: Node): string[] {
  const keys: string[] = [];
  walk(block.body, {
    enter(node) {
      if (isYield(context, node) && node.end! <= call.start!) {
        const { argument } = node as YieldExpression;
        if (argument?.type === 'CallExpression') keys.push(...keysOfCall(context, argument));
      }
      return isFunctionNode(node) ? 'skip' : undefined;
    },
  });
  return keys;
}

/** Whether any statement of the same function runs after a call, or the call again. */
function isOvertaken(context: FileContext, call: CallExpression | NewExpression): boolean {
  let node: Node = call;
  let wasYielded = false;
  for (const parent of context.parents.ancestors(call)) {
    if (isFunctionNode(parent)) {
      if (!isShimBody(context, parent)) return isIteration(context, parent);
      // What stands behind a `yield` is what the callback was.
      if (!wasYielded || throwsItself(parent)) return true;
      wasYielded = false;
      node = parent;
      continue;
    }
    if (isYield(context, parent)) wasYielded = true;
    if (wasYielded) {
      node = parent;
      continue;
    }
    const list = parent.type === 'BlockStatement' || parent.type === 'Program' ? parent.body : [];
    const rest = parent.type === 'SwitchCase' ? parent.consequent : list;
    if (isLoop(parent) || reached(rest, node).some(isEffective)) return true;
    if (isLeft(parent, node)) return false;
    node = parent;
  }
  return false;
}

function throwsItself(argument: Node): boolean {
  if (!isFunctionNode(argument)) return false;
  let found = false;
  walk(argument.body, {
    enter(node) {
      if (node.type === 'ThrowStatement') found = true;
      return isFunctionNode(node) ? 'skip' : undefined;
    },
  });
  return found;
}

const isLoop = ({ type }: Node): boolean => /^(?:For|While|DoWhile)/.test(type);

/** `return f(cb)`, or `f(cb); … return;`: the statements further out do not follow. */
function isLeft(parent: Node, node: Node): boolean {
  if (parent.type === 'ReturnStatement' || parent.type === 'ThrowStatement') return true;
  const list = parent.type === 'BlockStatement' ? parent.body : parent.type === 'SwitchCase' ? parent.consequent : [];
  return list
    .slice(list.indexOf(node as Statement) + 1)
    .some(({ type }) => type === 'ReturnStatement' || type === 'ThrowStatement');
}

/** Which functions get a function as their callback, where it stands. */
function takerKeys(context: FileContext, fn: FunctionNode): string[] {
  const link = context.parents.get(fn);
  return link?.parent.type === 'CallExpression' && link.key === 'arguments' ? keysOfCall(context, link.parent) : [];
}

/** Whose calls tell when code at the end of a function runs. Without a callback of its own only its effects can be seen. */
function endKeys(context: FileContext, fn: FunctionNode): string[] {
  const keys = keysOfFunction(context, fn);
  return continuationsOf(context, fn).length > 0 ? keys : [...keys, ...keys.map(withoutCallback)];
}

/** `async.each(items, function (item, cb) { … }, done)` runs its function before it returns. */
function iteratedBy(context: FileContext, fn: FunctionNode): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  return /^(?:neo-)?async$/.test(moduleOf(context, link.parent.callee)?.specifier ?? '');
}

/** `items.forEach(function (item) { … })`: a loop as well. */
function isIteration(context: FileContext, fn: Node): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  return link.parent.callee.type === 'MemberExpression' && /^(?:forEach|map)$/.test(calleeName(link.parent));
}

/** The statements after one, as far as a `return` lets them run. */
function reached(list: readonly Statement[], node: Node): readonly Statement[] {
  const later = list.slice(list.indexOf(node as Statement) + 1);
  const end = later.findIndex(({ type }) => type === 'ReturnStatement' || type === 'ThrowStatement');
  return end < 0 ? later : later.slice(0, end + 1);
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
      return reached(parent.body, node).some(tells);
    case 'SwitchCase':
      return reached(parent.consequent, node).some(tells);
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

/** The statements after a call return or throw a variable that its callback sets. */
function reliesOn(context: FileContext, call: CallExpression | NewExpression, parent: Node, node: Node): boolean {
  if (parent.type !== 'BlockStatement') return false;
  return parent.body
    .slice(parent.body.indexOf(node as Statement) + 1)
    .some((statement) => givesResultOf(context, call, statement));
}

const isEffective = (statement: Statement): boolean =>
  statement.type !== 'FunctionDeclaration' &&
  statement.type !== 'BreakStatement' &&
  !(statement.type === 'ReturnStatement' && !statement.argument);
