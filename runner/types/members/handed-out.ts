import type ts from 'typescript';
import type { TypedProgram } from './program.js';
import { MultiMap } from '../../../core/multi-map.js';

/** An object that goes where its methods may be called under another type, or under none. */
export interface HandedOut {
  readonly members: readonly ts.Declaration[];
  readonly reason: string;
  readonly node: ts.Node;
}

/**
 * Finds the places where an object with a member of that name leaves what the project's types describe: it is handed to code
 * of a package, or takes a type of a package that has such a member as well.
 */
export function handedOut(program: TypedProgram, names: ReadonlySet<string>): Map<string, HandedOut[]> {
  const { compiler } = program;
  const found = new MultiMap<string, HandedOut>();
  const visit = (node: ts.Node): void => {
    if (compiler.isElementAccessExpression(node)) addLookUp(program, node, names, found);
    if (compiler.isExpression(node) && mayBeObject(compiler, node)) {
      const foreign = foreignCall(program, node);
      const type = isPlace(compiler, node) ? program.checker.getTypeAtLocation(node) : undefined;
      if (type && type.flags & (compiler.TypeFlags.Object | compiler.TypeFlags.Intersection | compiler.TypeFlags.Union))
        for (const name of names) {
          const one = escape(program, node, type, name, foreign);
          if (one) found.add(name, one);
        }
    }
    compiler.forEachChild(node, visit);
  };
  for (const file of program.files.values()) visit(file);
  return found;
}

/** `store[method](key, cb)`. */
function addLookUp(
  program: TypedProgram,
  node: ts.ElementAccessExpression,
  names: ReadonlySet<string>,
  found: MultiMap<string, HandedOut>,
): void {
  const { checker, compiler } = program;
  if (compiler.isStringLiteralLike(node.argumentExpression)) return;
  if (checker.getTypeAtLocation(node.argumentExpression).flags & compiler.TypeFlags.NumberLike) return;
  const type = checker.getTypeAtLocation(node.expression);
  for (const name of names) {
    const members = ownOnly(program, program.membersOf(type, name));
    if (members.length > 0) found.add(name, { members, reason: `asked for ${shortText(node)}`, node });
  }
}

const ownOnly = (program: TypedProgram, list: readonly ts.Declaration[] | undefined): readonly ts.Declaration[] =>
  (list ?? []).filter((one) => program.isOwn(one));

function escape(
  program: TypedProgram,
  node: ts.Expression,
  type: ts.Type,
  name: string,
  foreign: ts.CallExpression | ts.NewExpression | undefined,
): HandedOut | undefined {
  const members = [
    ...ownOnly(program, program.membersOf(type, name)),
    ...ownOnly(program, program.membersOfMade(type, name)),
  ];
  if (members.length === 0) return undefined;
  if (foreign) return { members, reason: `passed to ${shortText(foreign.expression)}`, node };
  const asked = program.checker.getContextualType(node);
  const others = asked ? (program.membersOf(asked, name) ?? []) : [];
  return others.some((one) => !program.isOwn(one))
    ? { members, reason: 'taken as a type of a package', node }
    : undefined;
}

function mayBeObject(compiler: TypedProgram['compiler'], node: ts.Expression): boolean {
  return (
    compiler.isIdentifier(node) ||
    compiler.isPropertyAccessExpression(node) ||
    compiler.isNewExpression(node) ||
    compiler.isCallExpression(node) ||
    compiler.isElementAccessExpression(node) ||
    compiler.isAwaitExpression(node) ||
    node.kind === compiler.SyntaxKind.ThisKeyword
  );
}

/** Where a value goes on: an argument, what something is set to, a result. */
function isPlace(compiler: TypedProgram['compiler'], node: ts.Expression): boolean {
  const { parent } = node;
  if (compiler.isCallExpression(parent) || compiler.isNewExpression(parent)) return parent.expression !== node;
  if (compiler.isBinaryExpression(parent)) return parent.right === node;
  if (compiler.isVariableDeclaration(parent) || compiler.isPropertyDeclaration(parent))
    return parent.initializer === node;
  if (compiler.isPropertyAssignment(parent)) return parent.initializer === node;
  return (
    compiler.isReturnStatement(parent) ||
    compiler.isArrowFunction(parent) ||
    compiler.isArrayLiteralExpression(parent) ||
    compiler.isShorthandPropertyAssignment(parent) ||
    compiler.isSpreadElement(parent) ||
    compiler.isSpreadAssignment(parent) ||
    compiler.isConditionalExpression(parent) ||
    compiler.isAsExpression(parent) ||
    parent.kind === compiler.SyntaxKind.SatisfiesExpression
  );
}

/** The call of code outside of the project that a value is an argument of, or stands in one. */
function foreignCall(program: TypedProgram, node: ts.Expression): ts.CallExpression | ts.NewExpression | undefined {
  const { compiler, checker } = program;
  let inner: ts.Node = node;
  while (
    compiler.isPropertyAssignment(inner.parent) ||
    compiler.isObjectLiteralExpression(inner.parent) ||
    compiler.isArrayLiteralExpression(inner.parent) ||
    compiler.isShorthandPropertyAssignment(inner.parent) ||
    compiler.isSpreadElement(inner.parent)
  )
    inner = inner.parent;
  const call = inner.parent;
  if (!(compiler.isCallExpression(call) || compiler.isNewExpression(call)) || call.expression === inner)
    return undefined;
  if (call.expression.kind === compiler.SyntaxKind.SuperKeyword) return undefined;
  const declared = checker.getResolvedSignature(call)?.declaration;
  // A class without a constructor has no declaration of one.
  const holder = declared ?? program.symbolOf(call.expression)?.declarations?.[0];
  if (!holder) return call;
  if (program.isOwn(holder)) return undefined;
  return program.isBuiltin(holder) && !/^(?:Object|Reflect|Proxy)\b/.test(call.expression.getText()) ? undefined : call;
}

const shortText = (node: ts.Node): string => node.getText().replace(/\s+/g, ' ').slice(0, 40);
