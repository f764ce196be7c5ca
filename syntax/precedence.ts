import type { Node } from '@babel/types';

/** How tightly an expression binds; larger binds tighter. */
export const Precedence = {
  sequence: 0,
  assignment: 1,
  conditional: 2,
  nullish: 3,
  or: 3,
  and: 4,
  equality: 8,
  relational: 9,
  additive: 11,
  exponent: 13,
  unary: 14,
  update: 15,
  newWithoutArguments: 16,
  call: 17,
  primary: 18,
} as const;

const BINARY: Readonly<Record<string, number>> = {
  '??': 3,
  '||': 3,
  '&&': 4,
  '|>': 1,
  '|': 5,
  '^': 6,
  '&': 7,
  '==': 8,
  '!=': 8,
  '===': 8,
  '!==': 8,
  '<': 9,
  '>': 9,
  '<=': 9,
  '>=': 9,
  in: 9,
  instanceof: 9,
  '<<': 10,
  '>>': 10,
  '>>>': 10,
  '+': 11,
  '-': 11,
  '*': 12,
  '/': 12,
  '%': 12,
  '**': 13,
};

const BY_TYPE: Readonly<Partial<Record<Node['type'], number>>> = {
  SequenceExpression: Precedence.sequence,
  // A Flow cast is its parentheses: `(value: Type)`.
  TypeCastExpression: -1,
  AssignmentExpression: Precedence.assignment,
  ArrowFunctionExpression: Precedence.assignment,
  YieldExpression: Precedence.assignment,
  ConditionalExpression: Precedence.conditional,
  TSAsExpression: Precedence.relational,
  TSSatisfiesExpression: Precedence.relational,
  TSTypeAssertion: Precedence.unary,
  UnaryExpression: Precedence.unary,
  AwaitExpression: Precedence.unary,
  UpdateExpression: Precedence.update,
  CallExpression: Precedence.call,
  MemberExpression: Precedence.call,
  OptionalCallExpression: Precedence.call,
  OptionalMemberExpression: Precedence.call,
  TaggedTemplateExpression: Precedence.call,
  TSNonNullExpression: Precedence.call,
  TSInstantiationExpression: Precedence.call,
};

/** @param text source of a `new` expression, needed to tell `new A` from `new A()` */
export function precedenceOf(node: Node, text: string): number {
  if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') return BINARY[node.operator] ?? 0;
  if (node.type === 'NewExpression')
    return text.trimEnd().endsWith(')') ? Precedence.call : Precedence.newWithoutArguments;
  return BY_TYPE[node.type] ?? Precedence.primary;
}
