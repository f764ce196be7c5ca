import type { Expression, Function as FunctionNode, Node, Statement, VariableDeclarator } from '@babel/types';
import { isNoop, type Continuation } from '../../../analysis/continuation.js';
import type { Binding } from '../../../syntax/scope.js';
import { spanOf, type Span } from '../../items.js';
import { hasNoComments } from '../statements/own-comments.js';
import type { Region } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * Takes away what put a function that does nothing in the place of a missing callback, when nobody reads it any more:
 * `asCallback.optional` does without.
 *
 *     var callback = cb || function () {};      cb = cb || noop;      if (!cb) cb = noop;
 *
 * @param moved the parts that stand in the async body now, where every use of the callback was turned into something else
 * @returns what went
 */
export function dropDefaults(
  region: Region,
  fn: FunctionNode,
  { names, parameter }: Continuation,
  moved: readonly Span[],
): Span[] {
  if (fn.body.type !== 'BlockStatement' || !parameter) return [];
  const gone: Span[] = [];
  const statements = fn.body.body.filter((statement) => !moved.some((span) => isWithin(statement, span)));
  const isLeft = (node: Node): boolean => ![...moved, ...gone].some((span) => isWithin(node, span));
  for (const alias of names) if (alias !== parameter) gone.push(...dropAlias(region, statements, alias, isLeft));
  const defaults = statements.filter(
    (statement) => isDefaultOf(region, statement, parameter) && hasNoComments(region.context, statement),
  );
  const isOf = (node: Node): boolean => defaults.some((statement) => isWithin(node, spanOf(statement)));
  const isNeeded = parameter.references.some(
    ({ identifier, kind }) => kind !== 'write' && isLeft(identifier) && !isOf(identifier),
  );
  if (!isNeeded) for (const statement of defaults) gone.push(drop(region, statement));
  region.removed.push(...gone);
  return gone;
}

function drop(region: Region, statement: Statement): Span {
  region.replacements.push({ ...spanOf(statement), items: [], needsBlock: false });
  return spanOf(statement);
}

/** `var done = cb || noop`, or `done = cb || noop` behind a `var done`. */
function dropAlias(
  region: Region,
  statements: readonly Statement[],
  alias: Binding,
  isLeft: (node: Node) => boolean,
): Span[] {
  const declared =
    alias.declarations.length === 1 ? region.context.parents.get(alias.declarations[0]!)?.parent : undefined;
  if (declared?.type !== 'VariableDeclarator') return [];
  const uses = alias.references.filter(({ identifier }) => isLeft(identifier));
  if (declared.init) {
    const isOnlyDeclared = uses.every(({ identifier }) => identifier === declared.id);
    return isOnlyDeclared && isDefaulting(declared.init) ? dropDeclarator(region, statements, declared) : [];
  }
  const assignment = statements.find((statement) => {
    const value = assignedTo(region, statement, alias);
    return value && isDefaulting(value) && uses.every(({ identifier }) => isWithin(identifier, spanOf(statement)));
  });
  if (!assignment || !hasNoComments(region.context, assignment)) return [];
  const span = dropDeclarator(region, statements, declared);
  return span.length > 0 ? [...span, drop(region, assignment)] : [];
}

function dropDeclarator(region: Region, statements: readonly Statement[], declarator: VariableDeclarator): Span[] {
  const declaration = region.context.parents.get(declarator)?.parent;
  if (declaration?.type !== 'VariableDeclaration' || !statements.includes(declaration)) return [];
  const { declarations } = declaration;
  if (declarations.length === 1) return hasNoComments(region.context, declaration) ? [drop(region, declaration)] : [];
  const at = declarations.indexOf(declarator);
  const span =
    at === 0
      ? { start: declarator.start!, end: declarations[1]!.start! }
      : { start: declarations[at - 1]!.end!, end: declarator.end! };
  if (commentsWithin(region, span).length > 0) return [];
  region.replacements.push({ ...span, items: [], needsBlock: false, inline: [] });
  return [span];
}

/** `cb || noop`, `typeof cb === 'function' ? cb : noop`. */
const isDefaulting = (value: Expression): boolean =>
  (value.type === 'LogicalExpression' && value.operator !== '&&' && isNoop(value.right)) ||
  (value.type === 'ConditionalExpression' && isNoop(value.alternate));

/** `cb = cb || noop`, `if (!cb) cb = noop`, `if (typeof cb !== 'function') { cb = noop; }`. */
function isDefaultOf(region: Region, statement: Statement, parameter: Binding): boolean {
  const { scopes } = region.context;
  if (statement.type !== 'IfStatement') {
    const value = assignedTo(region, statement, parameter);
    return value !== undefined && isDefaulting(value) && isRead(region, value, parameter);
  }
  const { test, consequent, alternate } = statement;
  if (alternate || test.type === 'LogicalExpression') return false;
  const only = consequent.type === 'BlockStatement' && consequent.body.length === 1 ? consequent.body[0]! : consequent;
  const value = assignedTo(region, only, parameter);
  const tested =
    test.type === 'UnaryExpression' && test.operator === '!'
      ? test.argument
      : test.type === 'BinaryExpression' && /^!==?$/.test(test.operator) && isFunctionName(test.right)
        ? typeofOperand(test.left)
        : undefined;
  return (
    value !== undefined && isNoop(value) && tested?.type === 'Identifier' && scopes.bindingOf(tested) === parameter
  );
}

const isFunctionName = (node: Node): boolean => node.type === 'StringLiteral' && node.value === 'function';

const typeofOperand = (node: Node): Expression | undefined =>
  node.type === 'UnaryExpression' && node.operator === 'typeof' ? node.argument : undefined;

/** What `variable = value;` assigns. */
function assignedTo({ context }: Region, statement: Statement, variable: Binding): Expression | undefined {
  const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
  if (expression?.type !== 'AssignmentExpression' || expression.operator !== '=') return undefined;
  const { left, right } = expression;
  return left.type === 'Identifier' && context.scopes.bindingOf(left) === variable ? right : undefined;
}

/** Whether the value stands for the variable itself, where it is there. */
function isRead({ context }: Region, value: Expression, variable: Binding): boolean {
  const kept =
    value.type === 'LogicalExpression' ? value.left : value.type === 'ConditionalExpression' ? value.consequent : value;
  return kept.type === 'Identifier' && context.scopes.bindingOf(kept) === variable;
}
