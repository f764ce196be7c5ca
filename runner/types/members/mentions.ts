import type ts from 'typescript';
import type { TypedProgram } from './program.js';

/** Where names of members stand in the files of a project. */
export type Mentions = ReadonlyMap<string, readonly ts.Node[]>;

/** Collects the places where members of some names are declared, called or used otherwise. */
export function mentionsOf(program: TypedProgram, names: ReadonlySet<string>): Mentions {
  const { compiler } = program;
  const found = new Map<string, ts.Node[]>();
  const visit = (node: ts.Node): void => {
    const isName =
      compiler.isIdentifier(node) || compiler.isPrivateIdentifier(node) || compiler.isStringLiteralLike(node);
    if (isName && names.has(node.text) && isMember(compiler, node)) {
      const list = found.get(node.text);
      if (list) list.push(node);
      else found.set(node.text, [node]);
    }
    compiler.forEachChild(node, visit);
  };
  for (const file of program.files.values()) visit(file);
  return found;
}

/** Not the name of a variable, of a type or of a module. */
function isMember(compiler: TypedProgram['compiler'], node: ts.Node): boolean {
  const { parent } = node;
  if (compiler.isPropertyAccessExpression(parent)) return parent.name === node;
  if (compiler.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (compiler.isBindingElement(parent))
    return parent.propertyName ? parent.propertyName === node : compiler.isObjectBindingPattern(parent.parent);
  return isMemberDeclaration(compiler, parent) && parent.name === node;
}

export type MemberDeclaration =
  ts.ClassElement | ts.TypeElement | ts.ObjectLiteralElementLike | ts.ParameterPropertyDeclaration | ts.EnumMember;

export function isMemberDeclaration(compiler: TypedProgram['compiler'], node: ts.Node): node is MemberDeclaration {
  return (
    compiler.isClassElement(node) ||
    compiler.isTypeElement(node) ||
    compiler.isObjectLiteralElementLike(node) ||
    compiler.isEnumMember(node) ||
    compiler.isParameterPropertyDeclaration(node, node.parent)
  );
}
