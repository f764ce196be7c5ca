import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { functionName } from '../../analysis/local-function.js';
import type { EditList } from '../../conversion/generators/edit-list.js';
import { commentsIn } from '../../syntax/comments.js';
import { usesArguments, usesThis } from '../../syntax/function-facts.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { planBody } from './plan-body.js';
import type { Planning } from './planning.js';
import type { RunSite } from './run-site.js';

/**
 * The function of which a run is all there is: `function load(id) { return co(function* () { … }); }`. It can become async itself,
 * with the body of the generator function: the generator has the same `this`, and no name of its own that means something else
 * outside.
 */
export function wholeFunction({ context }: Planning, site: RunSite, fn: FunctionNode): FunctionNode | undefined {
  const { node, self, args } = site;
  const isPlain = fn.params.length === 0 && args.length === 0 && !('id' in fn && fn.id) && !usesArguments(fn);
  if (!isPlain || (self ? self.type !== 'ThisExpression' : usesThis(fn))) return undefined;
  const link = context.parents.get(node);
  if (link?.parent.type !== 'ReturnStatement') return undefined;
  const body = context.parents.get(link.parent)?.parent;
  const outer = body && context.parents.get(body)?.parent;
  if (body?.type !== 'BlockStatement' || body.body.length !== 1 || body.directives.length > 0) return undefined;
  if (!isFunctionNode(outer) || outer.body !== body || !mayBeAsync(context, outer)) return undefined;
  return isMovable(context, link.parent, fn, outer) ? outer : undefined;
}

/** Whether a function that returns a promise may say so itself: nobody makes an object with it, and its parameters throw nothing. */
function mayBeAsync(context: FileContext, outer: FunctionNode): boolean {
  if (
    outer.async ||
    outer.generator ||
    outer.returnType ||
    /^[A-Z]/.test(functionName(context, outer).split('.').at(-1)!)
  )
    return false;
  if ('kind' in outer && outer.kind !== 'method') return false;
  return outer.params.every(({ type }) => type === 'Identifier' || type === 'RestElement');
}

function isMovable(context: FileContext, statement: Node, fn: FunctionNode, outer: FunctionNode): boolean {
  const { scopes, file } = context;
  if (fn.body.type !== 'BlockStatement' || fn.body.body.length === 0 || fn.body.directives.length > 0) return false;
  const comments = [
    ...commentsIn(file, statement.start!, fn.body.start!),
    ...commentsIn(file, fn.body.end!, statement.end!),
  ];
  const [inner, around] = [scopes.functionScope(fn), scopes.functionScope(outer)];
  if (comments.length > 0 || inner.hasDirectEval || around.hasDirectEval) return false;
  return [...inner.bindings.keys()].every((name) => !around.bindings.has(name));
}

/** `async function load(id) { … }` */
export function planWholeFunction(planning: Planning, site: RunSite, outer: FunctionNode, edits: EditList): void {
  const { context } = planning;
  const fn = site.fn!;
  const text = context.file.source.text;
  const statement = context.parents.get(site.node)!.parent;
  const inside = text.slice(fn.body.start! + 1, fn.body.end! - 1);
  const start = fn.body.start! + 1 + (inside.length - inside.trimStart().length);
  const end = fn.body.end! - 1 - (inside.length - inside.trimEnd().length);
  const { replacements } = planBody(planning, fn);
  edits.replace(asyncAt(outer), asyncAt(outer), 'async ');
  edits.add(
    {
      start: statement.start!,
      end: statement.end!,
      items: [{ kind: 'source', span: { start, end } }],
      needsBlock: false,
    },
    ...replacements.filter((one) => start <= one.start && one.end <= end),
  );
}

/** Where `async` goes: in front of a function, of the name of a method. */
function asyncAt(outer: FunctionNode): number {
  if (!('key' in outer)) return outer.start!;
  return outer.key.start! - ('computed' in outer && outer.computed ? 1 : 0);
}
