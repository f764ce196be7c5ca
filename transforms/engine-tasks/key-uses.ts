import type { Expression, Function as FunctionNode, Node, Statement } from '@babel/types';
import { isStatement } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { walkFunctionBody } from '../../syntax/walk.js';
import { madePoint, type MadePoint } from './yield-point.js';
import { isWithin } from '../../syntax/within.js';

/** A key that is written out: registered once and waited for once. */
export interface StaticKey {
  readonly key: string | number;
  readonly callback: MadePoint;
  /** The statement that registers it, in front of which its variable is declared. */
  readonly statement: Statement;
}

/** The keys of one engine. */
export interface KeyUses {
  /** By the text of the key; only when every key of the engine is of this kind. */
  readonly variables: ReadonlyMap<string | number, StaticKey>;
  /** True when keys are used at all. */
  readonly used: boolean;
  /** What names keys that become variables: their text goes. */
  readonly replaced: readonly Node[];
  /** A key that a path may leave behind. */
  readonly leaked: MadePoint | undefined;
}

/** Looks at what an engine registers and waits for. */
export function keyUses(context: FileContext, fn: FunctionNode, specifier: string): KeyUses {
  const points: MadePoint[] = [];
  walkFunctionBody(fn, {
    enter(node) {
      const point = madePoint(context, node, specifier);
      if (point && /^(?:Callback|Wait|WaitAll)$/.test(point.kind)) points.push(point);
    },
  });
  const callbacks = points.filter(({ kind }) => kind === 'Callback');
  const waits = points.filter(({ kind }) => kind !== 'Callback');
  const variables = new Map<string | number, StaticKey>();
  for (const callback of callbacks) {
    const key = staticKey(callback.first);
    const statement = context.parents.enclosingStatement(callback.node);
    if (key === undefined || !statement || variables.has(key)) continue;
    if (isWaitedBehind(context, fn, statement, key, waits)) variables.set(key, { key, callback, statement });
  }
  const keysOfWaits = waits.flatMap(keysWaitedFor);
  const isPlain =
    variables.size === callbacks.length &&
    keysOfWaits.length === callbacks.length &&
    keysOfWaits.every((key) => key !== undefined && variables.has(key));
  return {
    variables: isPlain ? variables : new Map(),
    used: points.length > 0,
    replaced: isPlain ? points.map(({ node }) => node) : [],
    leaked: callbacks.find((callback) => mayLeak(context, fn, callback, waits)),
  };
}

export function staticKey(node: Expression): string | number | undefined {
  return node.type === 'StringLiteral' || node.type === 'NumericLiteral' ? node.value : undefined;
}

/** The keys that a `Wait` or `WaitAll` names; `undefined` for one that is computed. */
export function keysWaitedFor({ kind, first }: MadePoint): (string | number | undefined)[] {
  if (kind === 'Wait') return [staticKey(first)];
  if (first.type !== 'ArrayExpression') return [undefined];
  return first.elements.map((element) =>
    element && element.type !== 'SpreadElement' ? staticKey(element) : undefined,
  );
}

/** Whether a key is waited for in a later statement of the same list, on every path. */
function isWaitedBehind(
  context: FileContext,
  fn: FunctionNode,
  statement: Statement,
  key: string | number,
  waits: readonly MadePoint[],
): boolean {
  const list = listOf(context, statement);
  const wait = waits.find((one) => keysWaitedFor(one).includes(key));
  if (!list || !wait) return false;
  const from = list.indexOf(statement);
  const to = list.findIndex((one) => isWithin(wait.node, one));
  if (to <= from || isConditional(context, wait.node, list[to]!) || isTriedAgain(context, fn, statement)) return false;
  return !list.slice(from, to + 1).some((one) => leaves(fn, one, wait.node.start!));
}

function listOf(context: FileContext, statement: Statement): readonly Statement[] | undefined {
  const parent = context.parents.get(statement)?.parent;
  return parent?.type === 'BlockStatement' ? parent.body : undefined;
}

/** In a loop that goes on after an exception, a key may be registered again before anybody has waited for it. */
function isTriedAgain(context: FileContext, fn: FunctionNode, statement: Statement): boolean {
  let tried = false;
  for (const parent of context.parents.ancestors(statement)) {
    if (parent === fn) return false;
    tried ||= parent.type === 'TryStatement';
    if (tried && /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(parent.type)) return true;
  }
  return false;
}

const CONDITIONAL =
  /^(?:If|For|ForIn|ForOf|While|DoWhile|Switch|Labeled|With)Statement$|^(?:Conditional|Logical|OptionalCall|OptionalMember)Expression$|^(?:SwitchCase|CatchClause)$|Function/;

function isConditional(context: FileContext, node: Node, within: Node): boolean {
  if (node === within) return false;
  for (const parent of context.parents.ancestors(node)) {
    if (CONDITIONAL.test(parent.type)) return true;
    if (parent === within) return false;
  }
  return true;
}

/** Whether a statement may leave the function, or a loop, in front of an offset; an exception is none of that. */
function leaves(fn: FunctionNode, statement: Statement, before: number): boolean {
  let found = false;
  walkFunctionBody(fn, {
    enter(node) {
      if (node.start! < statement.start! || node.end! > statement.end!) return;
      if (!isStatement(node) || node.start! > before) return;
      found ||= /^(?:Return|Break|Continue)Statement$/.test(node.type);
    },
  });
  return found;
}

/** Only what can be seen: a key that nobody waits for, or a `return` between the callback and the first wait behind it. */
function mayLeak(context: FileContext, fn: FunctionNode, callback: MadePoint, waits: readonly MadePoint[]): boolean {
  const key = staticKey(callback.first);
  const matching = waits.filter((wait) => {
    const keys = keysWaitedFor(wait);
    return key === undefined || keys.includes(undefined) || keys.includes(key);
  });
  const [first] = matching;
  if (!first) return true;
  const start = callback.node.start!;
  const end = Math.max(...matching.map(({ node }) => node.start!));
  let found = key !== undefined && matching.every(({ node }) => isSkippable(context, fn, callback.node, node));
  walkFunctionBody(fn, {
    enter(node) {
      found ||= node.type === 'ReturnStatement' && node.start! > start && node.start! < end;
    },
  });
  return found;
}

/** Whether a wait stands in a branch that its callback does not stand in. */
function isSkippable(context: FileContext, fn: FunctionNode, callback: Node, wait: Node): boolean {
  for (const parent of context.parents.ancestors(wait)) {
    if (parent === fn) return false;
    const isAroundBoth = isWithin(callback, parent);
    if (isAroundBoth) return false;
    if (/^(?:If|Switch)Statement$|^(?:Conditional|Logical)Expression$|^CatchClause$/.test(parent.type)) return true;
  }
  return false;
}
