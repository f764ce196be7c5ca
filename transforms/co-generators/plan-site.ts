import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import type { EditList } from '../../conversion/generators/edit-list.js';
import { spanOf, type Part } from '../../conversion/items.js';
import { usesArguments, usesThis } from '../../syntax/function-facts.js';
import { commentsIn } from '../../syntax/comments.js';
import { needsAsiGuard } from '../../syntax/asi.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { checkLength } from './check-length.js';
import { checkSettings } from './check-settings.js';
import { planBody } from './plan-body.js';
import { planThunkSite } from './plan-thunk-site.js';
import { keepsOwnPromise } from './promise-kind.js';
import type { Planning } from './planning.js';
import type { RunSite } from './run-site.js';
import { planWholeFunction, wholeFunction } from './whole-function.js';

/**
 * Plans what takes the place of a runner's call: `co(function* () { … })` becomes `(async () => { … })()`, `co.wrap(fn)` the
 * async function itself. What becomes of a generator function with a name is planned with its declaration.
 *
 * @throws {Decline} when the site has to stay
 */
export function planSite(planning: Planning, site: RunSite, edits: EditList): void {
  const { runner, fn, target } = site;
  if (!fn || !planning.isConverted(fn)) throw new Decline('not-a-generator', target, {});
  checkThis(planning, site, fn);
  checkSettings(planning, site);
  switch (runner.shape) {
    case 'run':
      return target.type === 'FunctionExpression'
        ? planRun(planning, site, fn, edits)
        : planNamedRun(planning, site, edits);
    case 'wrap':
      return planWrap(planning, site, fn, edits);
    case 'thunk':
    case 'spawn':
      return planThunkSite(planning, site, fn, edits);
  }
}

/** A runner that is called by itself calls the generator function with the global object for its `this`. */
function checkThis({ context }: Planning, { runner, self, target }: RunSite, fn: FunctionNode): void {
  if (runner.shape === 'wrap' || !usesThis(fn)) return;
  const isKept = self ? target.type === 'FunctionExpression' : !context.scopes.functionScope(fn).strict;
  if (!isKept) throw new Decline('this-of-runner', target, {});
}

/** The generator function itself, in the place where it is run. */
export function planFunction(
  planning: Planning,
  site: RunSite,
  fn: FunctionNode,
  edits: EditList,
): 'function' | 'arrow' {
  const outerThis = site.self?.type === 'ThisExpression';
  const form = site.runner.shape === 'wrap' ? 'function' : 'arrow';
  const plan = planBody(planning, fn, { form, outerThis });
  edits.add(...plan.replacements);
  return plan.form;
}

/** `co(function* (a) { … }, x)` → `(async (a) => { … })(x)`; where a function does nothing else, it becomes async itself. */
function planRun(planning: Planning, site: RunSite, fn: FunctionNode, edits: EditList): void {
  const { node, self, args } = site;
  const outer = wholeFunction(planning, site, fn);
  if (outer) return planWholeFunction(planning, site, outer, edits);
  const form = planFunction(planning, site, fn, edits);
  const needsSelf = self !== undefined && form === 'function' && (usesThis(fn) || usesArguments(fn));
  replaceHead(planning, node, site.target, ['('], edits);
  const call: Part[] = needsSelf ? [').call(', spanOf(self), args.length > 0 ? ', ' : ''] : [')('];
  replaceTail(planning, site, call, edits);
}

/** `co(main, x)` → `main(x)`, `co(main())` → `main()` */
function planNamedRun(planning: Planning, site: RunSite, edits: EditList): void {
  const { node, target, args } = site;
  checkComments(planning.context, node.start!, target.start!, node);
  checkComments(planning.context, target.end!, args[0]?.start ?? node.end!, node);
  edits.replace(node.start!, target.start!);
  if (target.type === 'CallExpression') {
    if (args.length > 0) throw new Decline('not-a-generator', args[0]!, {});
    edits.replace(target.end!, node.end!);
  } else if (args.length > 0) edits.replace(target.end!, args[0]!.start!, '(');
  else edits.replace(target.end!, node.end!, '()');
}

/** `co.wrap(function* (a) { … })` → `async function (a) { … }`; Bluebird goes on to make its own promise of it. */
function planWrap(planning: Planning, site: RunSite, fn: FunctionNode, edits: EditList): void {
  const { node, target, args } = site;
  if (args.length > 0) throw new Decline('runner-has-options', args[0]!, {});
  const isLiteral = isFunctionNode(target);
  if (isLiteral) planFunction(planning, site, fn, edits);
  if (keepsOwnPromise(planning, site)) {
    planMethod(planning, site, edits);
    return;
  }
  checkLength(planning.context, site, fn);
  const [open, close] = isLiteral && needsParentheses(planning, node) ? ['(', ')'] : ['', ''];
  replaceHead(planning, node, target, [open], edits);
  checkComments(planning.context, target.end!, node.end!, node);
  edits.replace(target.end!, node.end!, close);
}

/** `Promise.coroutine(…)` → `Promise.method(…)`; a name for `Promise.coroutine` is changed where it is declared. */
function planMethod(planning: Planning, { node }: RunSite, edits: EditList): void {
  const { callee } = node;
  if (callee.type === 'MemberExpression') edits.replace(callee.property.start!, callee.property.end!, 'method');
  else if (!planning.isRenamed(callee)) throw new Decline('promise-of-library', node, { runner: 'coroutine' });
}

/** Whether a function expression has to be told from a declaration, or from what is done with it. */
function needsParentheses({ context }: Planning, node: Node): boolean {
  const { parent, key } = context.parents.get(node)!;
  if (parent.type === 'ExportDefaultDeclaration') return true;
  if (key === 'callee' || key === 'object' || key === 'tag') return true;
  return context.parents.enclosingStatement(node)?.start === node.start;
}

function checkComments(context: FileContext, start: number, end: number, node: Node): void {
  if (commentsIn(context.file, start, end).length > 0) throw new Decline('comment-in-the-way', node, {});
}

/** What stands in front of the function goes; a parenthesis that begins a line without a semicolon before it gets one. */
export function replaceHead(
  planning: Planning,
  node: Node,
  target: Node,
  parts: readonly Part[],
  edits: EditList,
): void {
  const { context } = planning;
  checkComments(context, node.start!, target.start!, node);
  const isFirst = context.parents.enclosingStatement(node)?.start === node.start;
  const guard = isFirst && parts[0] === '(' && needsAsiGuard(context.file, node.start!, '(') ? [';'] : [];
  edits.replace(node.start!, target.start!, ...guard, ...parts);
}

/** What stands behind the function: `)` or `, x)`. */
function replaceTail(
  { context }: Planning,
  { node, target, args }: RunSite,
  call: readonly Part[],
  edits: EditList,
): void {
  const end = args[0]?.start ?? node.end! - 1;
  checkComments(context, target.end!, end, node);
  edits.replace(target.end!, end, ...call);
}
