import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import type { BehindCallback, CodeEffects } from '../../core/index.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { stepKey } from './callback-names.js';
import { bodyEffects, codeEffects, isInert } from './code-effects.js';
import { functionGiven } from './given-function.js';
import { callAround, entriesOf, through, type CompletionPath } from './completion-paths.js';
import { isErrorName } from '../names-by-convention.js';
import { handedArguments } from './handed-arguments.js';
import { keysOfCall, keysOfFunction, localKey, shimHelper } from './function-key.js';
import { toldFromList } from './told-from-list.js';

/** What a file tells about the code around callbacks, by the keys of functions. */
export interface EffectFacts {
  /** What functions do before they return. */
  readonly bodies: readonly (KnownFunction & { readonly code: CodeEffects })[];
  /** What the callbacks do that functions get. */
  readonly handlers: readonly (readonly [key: string, code: CodeEffects])[];
  /** What runs behind the callback that functions call. */
  readonly behind: readonly (KnownFunction & { readonly parts: readonly BehindCallback[] })[];
  /** Keys of functions that are handed over and get an error first: who gets one calls it once, as a rule. */
  readonly once: readonly string[];
}

/** A function by its keys, and where it stands: each call has variables of its own in there. */
export interface KnownFunction {
  readonly names: readonly string[];
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export const noEffects: EffectFacts = { bodies: [], handlers: [], behind: [], once: [] };

export function effectFacts(context: FileContext): EffectFacts {
  const bodies: (KnownFunction & { code: CodeEffects })[] = [];
  const handlers: [string, CodeEffects][] = [];
  const behind: (KnownFunction & { parts: BehindCallback[] })[] = [];
  const once: string[] = [];
  const { path } = context.file.source;
  walk(context.file.ast, {
    enter(node) {
      if (isFunctionNode(node)) {
        const step = stepKey(context, node);
        if (step !== undefined && continuationsOf(context, node).length > 0)
          handlers.push([step, bodyEffects(context, node)]);
        if (step !== undefined && getsErrorFirst(node)) once.push(step);
        const names = [...keysOfFunction(context, node), ...keyInside(context, node)];
        if (names.length === 0) return;
        const known: KnownFunction = { names, path, start: node.start!, end: node.end! };
        const code = bodyEffects(context, node);
        if (!isInert(code)) bodies.push({ ...known, code });
        const parts = behindCallback(context, node);
        if (parts.length > 0) behind.push({ ...known, parts });
      } else if (node.type === 'CallExpression' && through(context, node).length > 0) {
        const code = node.arguments.map((argument) => functionGiven(context, argument)).find((fn) => fn !== undefined);
        if (code) keysOfCall(context, node).forEach((key) => handlers.push([key, bodyEffects(context, code)]));
      } else if (node.type === 'YieldExpression') {
        handlers.push(...resumedBy(context, node.argument));
      }
    },
  });
  return { bodies, handlers, behind, once };
}

const getsErrorFirst = ({ params: [first] }: FunctionNode): boolean =>
  first?.type === 'Identifier' && isErrorName(first.name);

/** `loop` of `(function loop(i) { … })(0)`, by which it calls itself. */
function keyInside(context: FileContext, fn: FunctionNode): string[] {
  const own = fn.type === 'FunctionExpression' && fn.id ? context.scopes.bindingOf(fn.id) : undefined;
  return own ? [localKey(context, own)] : [];
}

/** `yield task(f, a)` of a generator that the shim resumes inside of the callback. */
function resumedBy(context: FileContext, awaited: Node | null | undefined): [string, CodeEffects][] {
  if (awaited?.type !== 'CallExpression' || shimHelper(context, awaited) !== 'task') return [];
  const body = context.parents.enclosingFunction(awaited);
  const around = body && context.parents.enclosingFunction(body);
  if (!body || !around) return [];
  const code = { ...bodyEffects(context, body), completes: keysOfFunction(context, around) };
  return keysOfCall(context, awaited).map((key): [string, CodeEffects] => [key, code]);
}

/** A place where the callback is called, or handed on, and through whom it is reached. */
interface Place {
  readonly node: Node;
  readonly after: CompletionPath;
  /** Whether the callback itself is called there. */
  readonly isOwn: boolean;
}

const MAX_PLACES = 200;

/**
 * What still runs when a function has called its callback, before it returns to who called it: statements behind the call, and, where
 * what it handed the callback to calls back at once, those behind that.
 */
function behindCallback(context: FileContext, fn: FunctionNode): BehindCallback[] {
  const parts: BehindCallback[] = [];
  const places: Place[] = [];
  const seen = new Set<string>();
  const reach = (ways: readonly CompletionPath[], node: Node, before: CompletionPath, isOwn = false): void => {
    for (const way of ways) {
      way.forEach((callee) => parts.push({ after: before, callee }));
      const after = [...new Set([...before, ...way])];
      const place = `${node.start!} ${after.join('\n')}`;
      if (!seen.has(place)) places.push({ node, after, isOwn });
      seen.add(place);
    }
  };
  for (const { names } of continuationsOf(context, fn)) {
    for (const { identifier } of [...names].flatMap(({ references }) => references)) {
      const call = callAround(context, identifier);
      if (call?.key === 'callee') reach([[]], call.node, [], true);
      else if (call) reach(through(context, call.node), call.node, []);
      for (const told of toldFromList(context, identifier)) reach([[]], told, [], true);
    }
  }
  const handed = handedArguments(context, fn);
  for (const { call, keys } of handed) keys.forEach((key) => reach([[key]], call, []));
  for (let at = 0; at < places.length && at < MAX_PLACES; at++) {
    const { node, after, isOwn } = places[at]!;
    const code = codeEffects(context, codeBehind(context, node, isOwn));
    if (!isInert(code)) parts.push({ after, code });
    const around = context.parents.enclosingFunction(node);
    if (!around || around === fn) continue;
    for (const [way, place] of entriesOf(context, around)) reach([way], place, after);
  }
  return parts;
}

const LOOP = /^(?:While|DoWhile|For|ForIn|ForOf)Statement$/;

/**
 * What runs behind a call in its function. In a loop that calls the callback all of it does; one that starts calls waits for all of
 * them as a rule.
 */
function codeBehind(context: FileContext, call: Node, isOwn: boolean): Node[] {
  const behind: Node[] = [];
  let node = call;
  let isLeft = false;
  for (const parent of context.parents.ancestors(call)) {
    if (isFunctionNode(parent)) break;
    if (parent.type === 'TryStatement' && parent.finalizer && parent.finalizer !== node) behind.push(parent.finalizer);
    if (!isLeft) {
      if (LOOP.test(parent.type) && isOwn) behind.push(parent);
      else behind.push(...restOf(parent, node));
    }
    isLeft ||= leaves(parent, node);
    node = parent;
  }
  return behind.sort((a, b) => a.start! - b.start!);
}

function restOf(parent: Node, node: Node): readonly Node[] {
  switch (parent.type) {
    case 'BlockStatement':
    case 'Program':
      return reached(parent.body, node);
    case 'SwitchCase':
      return reached(parent.consequent, node);
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node ? [parent.consequent, ...(parent.alternate ? [parent.alternate] : [])] : [];
    case 'LogicalExpression':
      return parent.left === node ? [parent.right] : [];
    case 'SequenceExpression':
      return parent.expressions.filter((one) => one.start! > node.start!);
    case 'AssignmentExpression':
      return parent.right === node ? [parent] : [];
    default:
      return [];
  }
}

/** The statements behind one, as far as a `return` lets them run. */
function reached(list: readonly Statement[], node: Node): readonly Statement[] {
  const later = list.slice(list.indexOf(node as Statement) + 1).filter(({ type }) => type !== 'FunctionDeclaration');
  const end = later.findIndex(isExit);
  return end < 0 ? later : later.slice(0, end + 1);
}

const isExit = ({ type }: Node): boolean => type === 'ReturnStatement' || type === 'ThrowStatement';

/** Whether the statements further out do not follow. */
function leaves(parent: Node, node: Node): boolean {
  if (isExit(parent)) return true;
  const list = parent.type === 'BlockStatement' ? parent.body : parent.type === 'SwitchCase' ? parent.consequent : [];
  return list.slice(list.indexOf(node as Statement) + 1).some(isExit);
}
