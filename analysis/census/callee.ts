import type { CallExpression, NewExpression, Node, OptionalCallExpression } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { moduleOf } from '../module-binding.js';

export type AnyCall = CallExpression | OptionalCallExpression | NewExpression;

export function isCall(node: Node | null | undefined): node is AnyCall {
  return node?.type === 'CallExpression' || node?.type === 'OptionalCallExpression' || node?.type === 'NewExpression';
}

/** What a call names: `b` for `b()` and for `a.b()`. */
export function calleeName({ callee }: AnyCall): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return memberName(callee);
}

/** `b` for `a.b` and `a['b']`. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return undefined;
  if (node.property.type === 'StringLiteral') return node.property.value;
  return !node.computed && node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** The object of a member call, as written: `a` for `a.b()`; undefined for a plain call. */
export function receiverOf({ callee }: AnyCall): Node | undefined {
  return callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression' ? callee.object : undefined;
}

/** The module that the called thing comes from, and its name there, if the file shows it. */
export function calledModule(
  context: FileContext,
  call: AnyCall,
): { specifier: string; member: string | undefined } | undefined {
  return moduleOf(context, call.callee);
}
