import type { Node, TryStatement } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { Replacement } from '../../conversion/items.js';
import { commentsIn } from '../../syntax/comments.js';
import type { EngineCompletion } from './completions.js';
import { isWithin } from '../../syntax/within.js';

/**
 * `try { … } catch (error) { callback(error); }` hands on what an `await` throws by itself: the statements of the block take
 * its place, where their names are free.
 */
export function unwrapTry(
  context: FileContext,
  { statement, returns, caught }: EngineCompletion,
): Replacement | undefined {
  const around = tryAround(context, statement);
  if (!caught || !around?.handler || around.finalizer || around.block.body.length === 0) return undefined;
  const isAll = around.handler.body.body.every((one) => one === statement || one === returns);
  const { start, end } = around;
  if (!isAll || commentsIn(context.file, around.handler.start!, end!).length > 0) return undefined;
  if (!standsInList(context, around) || !namesAreFree(context, around)) return undefined;
  const { body } = around.block;
  const comments = commentsIn(context.file, around.block.start!, around.block.end!);
  const span = {
    start: Math.min(body[0]!.start!, comments[0]?.start ?? Infinity),
    end: Math.max(body.at(-1)!.end!, comments.at(-1)?.end ?? 0),
  };
  return { start: start!, end: end!, items: [{ kind: 'source', span }], needsBlock: false };
}

function tryAround(context: FileContext, statement: Node): TryStatement | undefined {
  const clause = context.parents.get(context.parents.get(statement)!.parent)?.parent;
  const around = clause?.type === 'CatchClause' ? context.parents.get(clause)?.parent : undefined;
  return around?.type === 'TryStatement' ? around : undefined;
}

const standsInList = (context: FileContext, statement: Node): boolean =>
  context.parents.get(statement)?.parent.type === 'BlockStatement';

/** What the block declares is declared and used nowhere else in the function. */
function namesAreFree(context: FileContext, { block }: TryStatement): boolean {
  const fn = context.parents.enclosingFunction(block)!;
  const isInside = (node: Node): boolean => isWithin(node, block);
  const names = new Set(context.scopes.ownScope(block)?.bindings.keys());
  const others = context.scopes.referencesIn(fn).filter(({ identifier }) => names.has(identifier.name));
  if (others.some(({ identifier }) => !isInside(identifier))) return false;
  const outer = [...context.scopes.functionScope(fn).bindings.keys()];
  return !outer.some((name) => names.has(name)) && !isDeclaredBeside(context, block, names);
}

function isDeclaredBeside(context: FileContext, block: Node, names: ReadonlySet<string>): boolean {
  for (let scope = context.scopes.scopeOf(block).parent; scope; scope = scope.parent)
    if ([...scope.bindings.keys()].some((name) => names.has(name))) return true;
  return false;
}
