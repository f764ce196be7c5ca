import type {
  CallExpression,
  ForOfStatement,
  ForStatement,
  Function as FunctionNode,
  MemberExpression,
  Node,
  Statement,
} from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionOfBinding } from '../../../analysis/local-function.js';
import type { Binding } from '../../../syntax/scope.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { countText, lengthText, resolved, textOf } from './count-text.js';
import { isWithin } from '../../../syntax/within.js';

/** A statement that starts several calls, one for each item. */
export type ItemLoop =
  | {
      readonly kind: 'each';
      readonly count: string;
      readonly list: Node;
      readonly call: CallExpression;
      readonly callee: MemberExpression;
      readonly fn: FunctionNode;
      /** Set when the function is declared elsewhere. */
      readonly name: Binding | undefined;
    }
  | {
      readonly kind: 'for';
      readonly count: string;
      readonly list: Node | undefined;
      readonly loop: ForStatement | ForOfStatement;
    };

/** Reads a statement as a loop with a known number of turns; `count` says it as text: `items.length`. */
export function readLoop(context: FileContext, statement: Statement): ItemLoop | undefined {
  if (statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression')
    return readEach(context, statement.expression);
  if (statement.type === 'ForStatement') return readFor(context, statement);
  if (statement.type === 'ForOfStatement' && !statement.await)
    return { kind: 'for', count: lengthText(context, statement.right), list: statement.right, loop: statement };
  return undefined;
}

function readEach(context: FileContext, call: CallExpression): ItemLoop | undefined {
  const { callee } = call;
  const [first] = call.arguments;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  if (!/^(?:forEach|map)$/.test(callee.property.name) || !first || callee.object.type === 'Super') return undefined;
  const name = first.type === 'Identifier' ? context.scopes.bindingOf(first) : undefined;
  const fn = isFunctionNode(first) ? first : name && functionOfBinding(context, name);
  if (!fn || fn.async || fn.generator) return undefined;
  return { kind: 'each', count: lengthText(context, callee.object), list: callee.object, call, callee, fn, name };
}

/** `for (var i = 0; i < items.length; i++)`, also with `n` or `len = items.length` as limit. */
function readFor(context: FileContext, loop: ForStatement): ItemLoop | undefined {
  const { init, test, update } = loop;
  const index = init && startsAtZero(init);
  const binding = index && context.scopes.bindingOf(index);
  if (!binding || test?.type !== 'BinaryExpression' || test.operator !== '<') return undefined;
  const isIndex = (node: Node): boolean => node.type === 'Identifier' && context.scopes.bindingOf(node) === binding;
  if (!isIndex(test.left) || update?.type !== 'UpdateExpression' || update.operator !== '++') return undefined;
  if (!isIndex(update.argument)) return undefined;
  const writes = binding.references.filter(
    ({ kind, identifier }) => kind !== 'read' && isWithin(identifier, loop.body),
  );
  if (writes.length > 0) return undefined;
  const limit = resolved(context, test.right);
  const list =
    limit.type === 'MemberExpression' && textOf(context, limit.property) === 'length' ? limit.object : undefined;
  return { kind: 'for', count: countText(context, test.right), list, loop };
}

function startsAtZero(init: Node): (Node & { type: 'Identifier' }) | undefined {
  const [first] = init.type === 'VariableDeclaration' ? init.declarations : [];
  const target = first ? first.id : init.type === 'AssignmentExpression' ? init.left : undefined;
  const value = first ? first.init : init.type === 'AssignmentExpression' ? init.right : undefined;
  const isZero = value?.type === 'NumericLiteral' && value.value === 0;
  return isZero && target?.type === 'Identifier' ? target : undefined;
}
