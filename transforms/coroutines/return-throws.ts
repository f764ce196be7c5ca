import type {
  Function as FunctionNode,
  NewExpression,
  Node,
  Statement,
  ThrowStatement,
  TryStatement,
} from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { coroutineBody } from '../../analysis/futures/coroutine-body.js';
import { shimName } from '../../analysis/shim-member.js';
import type { EditList } from '../../conversion/generators/edit-list.js';
import { Decline } from '../../conversion/decline.js';
import { commentsIn } from '../../syntax/comments.js';
import { walk, walkFunctionBody } from '../../syntax/walk.js';

/** A `throw new Return(x)`. */
interface ReturnThrow {
  readonly statement: ThrowStatement;
  readonly created: NewExpression;
}

/**
 * Plans `return x` in the place of each `throw new Return(x)` of a generator. `Return` is an ordinary exception, so this is
 * only the same where no `catch` around it sees it. A `catch` that passes it on at once (`if (e instanceof Return) throw
 * e`) is none; one that can't let it out keeps swallowing it.
 *
 * @returns the throws that stay, because a `catch` swallows them
 * @throws {Decline} when a `catch` sees the exception and what it does is not clear
 */
export function planReturns(
  context: FileContext,
  fn: FunctionNode,
  specifier: string,
  edits: EditList,
): ThrowStatement[] {
  const kept: ThrowStatement[] = [];
  for (const found of returnThrows(context, fn, specifier)) {
    if (isSwallowed(context, fn, found.statement, specifier)) kept.push(found.statement);
    else planReturn(context, found, edits);
  }
  return kept;
}

/** The `throw new Return(…)` statements of the function itself. */
export function returnThrows(context: FileContext, fn: FunctionNode, specifier: string): ReturnThrow[] {
  const found: ReturnThrow[] = [];
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type !== 'ThrowStatement' || node.argument.type !== 'NewExpression') return;
      const created = node.argument;
      if (shimName(context, created.callee, specifier) !== 'Return') return;
      const [value, ...others] = created.arguments;
      if (others.length > 0 || value?.type === 'SpreadElement') return;
      found.push({ statement: node, created });
    },
  });
  return found;
}

function planReturn(context: FileContext, { statement, created }: ReturnThrow, edits: EditList): void {
  const [value] = created.arguments;
  const end = created.end!;
  if (!value) {
    edits.replace(statement.start!, end, 'return');
    return;
  }
  // Parentheses of its own, comments and line breaks stay between the parentheses of the call.
  const { text } = context.file.source;
  const open = openingParenthesis(context, created);
  const between = text.slice(open + 1, value.start!) + text.slice(value.end!, end - 1);
  const bare = /^\s*$/.test(between) && !between.includes('\n') && !startsLine(text, value);
  edits.replace(statement.start!, bare ? value.start! : open, 'return ');
  if (bare) edits.replace(value.end!, end);
  else removeComma(context, value.end!, end, edits);
}

/** A comma behind the only argument. */
function removeComma(context: FileContext, start: number, end: number, edits: EditList): void {
  const comments = commentsIn(context.file, start, end);
  for (let at = start; at < end; at++) {
    const isComment = comments.some((comment) => comment.start! <= at && at < comment.end!);
    if (context.file.source.text[at] === ',' && !isComment) edits.replace(at, at + 1);
  }
}

/** A value of several lines in parentheses of its own may begin behind a line break. */
function startsLine(text: string, value: Node): boolean {
  return /^\s*\(?\s*\n/.test(text.slice(value.start!, value.end!));
}

function openingParenthesis(context: FileContext, created: NewExpression): number {
  const { text } = context.file.source;
  const head = (created.typeParameters ?? created.callee) as Node;
  const from = head.end!;
  let at = text.indexOf('(', from);
  while (commentsIn(context.file, from, at + 1).some(({ start, end }) => start! <= at && at < end!))
    at = text.indexOf('(', at + 1);
  return at;
}

/**
 * Whether the nearest `catch` that sees the exception surely keeps it.
 * @throws {Decline} when it may let it out
 */
function isSwallowed(context: FileContext, fn: FunctionNode, statement: Statement, specifier: string): boolean {
  let inner: Node = statement;
  for (const ancestor of context.parents.ancestors(statement)) {
    if (ancestor === fn) return false;
    if (ancestor.type === 'TryStatement' && ancestor.block === inner && ancestor.handler) {
      if (!passesReturnOn(context, ancestor, specifier)) {
        if (letsNothingOut(context, ancestor)) return true;
        throw new Decline('return-is-caught', statement, {});
      }
    }
    inner = ancestor;
  }
  return false;
}

/** `catch (e) { if (e instanceof Return) throw e; … }` */
function passesReturnOn(context: FileContext, { handler }: TryStatement, specifier: string): boolean {
  const first = handler!.body.body[0];
  if (handler!.param?.type !== 'Identifier' || first?.type !== 'IfStatement') return false;
  const { test, consequent } = first;
  const { name } = handler!.param;
  if (test.type !== 'BinaryExpression' || test.operator !== 'instanceof') return false;
  if (test.left.type !== 'Identifier' || test.left.name !== name) return false;
  if (shimName(context, test.right, specifier) !== 'Return') return false;
  const thrown = consequent.type === 'BlockStatement' ? consequent.body[0] : consequent;
  return thrown?.type === 'ThrowStatement' && thrown.argument.type === 'Identifier' && thrown.argument.name === name;
}

/** A handler that reads no more than properties of its exception, and shows it to the console, keeps the object itself. */
function letsNothingOut(context: FileContext, { handler }: TryStatement): boolean {
  const { param } = handler!;
  if (!param) return true;
  if (param.type !== 'Identifier') return false;
  const binding = context.scopes.bindingOf(param);
  return (
    binding !== undefined &&
    !binding.scope.hasDirectEval &&
    binding.references.every(({ identifier, kind }) => kind === 'read' && isOnlyShown(context, identifier))
  );
}

function isOnlyShown(context: FileContext, identifier: Node): boolean {
  const link = context.parents.get(identifier);
  if (link?.parent.type === 'MemberExpression' && link.key === 'object') {
    const outer = context.parents.get(link.parent);
    return !(outer?.parent.type === 'CallExpression' && outer.key === 'callee');
  }
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  const { callee } = link.parent;
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'console';
}

/**
 * Places where `Return` is used in another way than by the generators of `own`, and so may be thrown from somewhere that no
 * `return` can stand for.
 */
export function strayReturns(context: FileContext, own: readonly FunctionNode[], specifier: string): Node[] {
  const understood = new Set<Node>();
  for (const fn of own) for (const { created } of returnThrows(context, fn, specifier)) understood.add(created.callee);
  const stray: Node[] = [];
  walk(context.file.ast, {
    enter(node, parent, key) {
      if (node.type === 'ImportDeclaration' || node.type.startsWith('TSType')) return 'skip';
      if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return undefined;
      if (shimName(context, node, specifier) !== 'Return' || understood.has(node)) return undefined;
      const isTested = parent?.type === 'BinaryExpression' && key === 'right';
      if (isTested || isDeclared(context, node, parent) || isInPlainCoroutine(context, node, specifier))
        return undefined;
      stray.push(node);
      return 'skip';
    },
  });
  return stray;
}

/** `coroutine(function () { throw new Return(1); })` is nobody else's affair. */
function isInPlainCoroutine(context: FileContext, node: Node, specifier: string): boolean {
  const fn = context.parents.enclosingFunction(node);
  const link = fn && context.parents.get(fn);
  if (!fn || fn.generator || link?.parent.type !== 'CallExpression') return false;
  return coroutineBody(context, link.parent, specifier) === fn;
}

/** The name in its own declaration (`const { Return } = …`), or in an export. */
function isDeclared(context: FileContext, node: Node, parent: Node | null): boolean {
  if (parent?.type === 'ExportSpecifier') return true;
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return true;
  return node.type === 'Identifier' && (context.scopes.bindingOf(node)?.declarations.includes(node) ?? false);
}
