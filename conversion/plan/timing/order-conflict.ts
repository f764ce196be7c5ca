import type { Identifier, MemberExpression, Node, Statement } from '@babel/types';
import { continuationsOf } from '../../../analysis/continuation.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { thisHeldBy } from '../../../analysis/self.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { Reference } from '../../../syntax/scope.js';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import { setsField } from '../statements/sets-field.js';
import { isSurelyLater } from './non-tail.js';
import type { Region } from '../regions/region.js';

/**
 * Tells whether an operation's callback could run before the statements that follow the call, and this would matter. A
 * builtin or a function that is known to complete later is no danger. Of every other function it is assumed that it
 * calls back later, unless the callback and the statements work on the same variable.
 */
export function orderMatters(region: Region, statement: Statement, operation: Operation): boolean {
  const later = laterStatements(region.context, statement);
  if (!isSurelyLater(region, operation))
    return later.length === 0 || !later.every((next) => givesVariable(region.context, next));
  if (
    operation.library?.fn.completes === 'later' ||
    operation.callee.kind === 'builtin' ||
    operation.callee.kind === 'local'
  )
    return false;
  if (operation.receiver.kind !== 'handler') return false;
  const inside = usesOf(region.context, operation.receiver.handler.fn);
  return later.some((next) => {
    if (givesVariable(region.context, next)) return false;
    const outside = usesOf(region.context, next);
    return overlaps(inside.written, outside.used) || overlaps(outside.written, inside.used);
  });
}

/** `return request;`, `return cb.promise || request;` of what keeps its value: the same before and after the callback. */
const givesVariable = (context: FileContext, statement: Statement): boolean =>
  statement.type === 'ReturnStatement' && (!statement.argument || keepsValue(context, statement.argument));

function keepsValue(context: FileContext, node: Node): boolean {
  switch (node.type) {
    case 'ThisExpression':
      return true;
    case 'LogicalExpression':
      return keepsValue(context, node.left) && keepsValue(context, node.right);
    case 'MemberExpression':
      return isFieldOfCallback(context, node) && keepsValue(context, node.object);
    case 'Identifier': {
      const binding = context.scopes.bindingOf(node);
      const fn = context.parents.enclosingFunction(node);
      const isOwn = ({ kind, identifier, scope }: Reference): boolean =>
        kind === 'read' || scope === binding!.scope || context.parents.enclosingFunction(identifier) === fn;
      return binding !== undefined && binding.references.every(isOwn);
    }
    default:
      return false;
  }
}

/** `cb.promise`: who gets the callback calls it. */
function isFieldOfCallback(context: FileContext, { object, property, computed }: MemberExpression): boolean {
  const fn = context.parents.enclosingFunction(object);
  if (!fn || computed || object.type !== 'Identifier' || property.type !== 'Identifier') return false;
  const binding = context.scopes.bindingOf(object);
  const isCallback = continuationsOf(context, fn).some(({ names }) => names.has(binding!));
  return isCallback && !setsField(fn.body, property.name);
}

interface Uses {
  readonly used: ReadonlySet<unknown>;
  readonly written: ReadonlySet<unknown>;
}

const THIS = 'this';

/** The variables that code reads, and those that it sets or whose properties it sets. */
function usesOf(context: FileContext, root: Node): Uses {
  const used = new Set<unknown>();
  const written = new Set<unknown>();
  walk(root, {
    enter(node) {
      if (node.type === 'ThisExpression') used.add(THIS);
      if (node.type === 'Identifier') used.add(standsFor(context, node));
      const target =
        node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
      if (target) written.add(rootOf(context, target));
      // A callback that came at once would find no value. One of `let` could not be looked at before.
      if (node.type === 'VariableDeclaration' && node.kind === 'var')
        for (const { id, init } of node.declarations) if (init) written.add(rootOf(context, id));
      return undefined;
    },
  });
  used.delete(undefined);
  written.delete(undefined);
  return { used, written };
}

/** `a` of `a.b.c`. */
function rootOf(context: FileContext, target: Node): unknown {
  let node = target;
  while (node.type === 'MemberExpression') node = node.object;
  if (node.type === 'ThisExpression') return THIS;
  return node.type === 'Identifier' ? standsFor(context, node) : undefined;
}

/** A variable, or `this` under the name that it has further inside: `var self = this`. */
const standsFor = (context: FileContext, name: Identifier): unknown =>
  thisHeldBy(context, name) ? THIS : context.scopes.bindingOf(name);

function overlaps(first: ReadonlySet<unknown>, second: ReadonlySet<unknown>): boolean {
  return [...first].some((entry) => second.has(entry));
}

/** The statements that run after one in its function. */
function laterStatements(context: FileContext, statement: Statement): Statement[] {
  const later: Statement[] = [];
  let node: Node = statement;
  for (const parent of context.parents.ancestors(statement)) {
    if (isFunctionNode(parent)) break;
    const list = parent.type === 'BlockStatement' ? parent.body : parent.type === 'SwitchCase' ? parent.consequent : [];
    later.push(...list.slice(list.indexOf(node as Statement) + 1));
    node = parent;
  }
  return later.filter(({ type }) => type !== 'FunctionDeclaration');
}
