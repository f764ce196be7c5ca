import type { Node } from '@babel/types';
import type { Handler, HandlerFunction } from '../../../analysis/handler.js';
import { Decline } from '../../decline.js';
import { spanOf, type Item, type Span } from '../../items.js';
import type { Host } from '../names/host.js';
import { replace, type Region } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

/** A handler that is used in one place only can stand there. */
export function isOnlyUse(region: Region, references: number, fn: HandlerFunction, call: Node, host: Host): boolean {
  if (references !== 1 || fn.body.type !== 'BlockStatement') return false;
  return !region.names.wouldCapture(fn, host) && meansTheSame(region, fn, call);
}

/** Every outer variable that the handler uses must be the one of that name where the operation stands. */
function meansTheSame(region: Region, fn: HandlerFunction, call: Node): boolean {
  const { scopes } = region.context;
  const place = scopes.scopeOf(call);
  return scopes.referencesIn(fn).every(({ identifier, binding }) => {
    if (binding && isWithin(binding.scope, fn)) return true;
    return scopes.lookup(place, identifier.name) === binding;
  });
}

/** Takes a named handler away from where it was declared. @returns the comments above it, which go along */
export function adoptNamedHandler(region: Region, { fn, method }: Pick<Handler, 'fn' | 'method'>, host: Host): Item[] {
  for (let each: Host | undefined = host; each; each = each.parent) each.spans.push(spanOf(fn));
  const declared = method ? method.method.definition : declarationOf(region, fn);
  if (!declared) return [];
  for (const bind of method?.binds ?? []) replace(region, bind, []);
  const comments = commentsAbove(region, declared);
  const start = comments[0]?.start ?? declared.start!;
  region.replacements.push({ start, end: declared.end!, items: [], needsBlock: false });
  return comments.map((span) => ({ kind: 'comment', span }));
}

/** The statement that consists of the declaration of a function. */
function declarationOf(region: Region, fn: HandlerFunction): Node | undefined {
  if (fn.type === 'FunctionDeclaration') return fn;
  const declarator = region.context.parents.get(fn)?.parent;
  if (declarator?.type !== 'VariableDeclarator') return undefined;
  const declaration = region.context.parents.get(declarator)?.parent;
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length !== 1) {
    throw new Decline('handler-among-variables', declarator, {});
  }
  return declaration;
}

/** Comments on lines of their own, right above a statement. */
function commentsAbove(region: Region, node: Node): Span[] {
  const { text } = region.context.file.source;
  const found: Span[] = [];
  let start = node.start!;
  for (const comment of (region.context.file.ast.comments ?? []).toReversed()) {
    if (comment.end! > start) continue;
    const isAdjacent = /^\s*$/.test(text.slice(comment.end, start)) && !/\n\s*\n/.test(text.slice(comment.end, start));
    const lineStart = text.lastIndexOf('\n', comment.start! - 1) + 1;
    if (!isAdjacent || text.slice(lineStart, comment.start).trim() !== '') break;
    found.unshift(spanOf(comment));
    start = comment.start!;
  }
  return found;
}
