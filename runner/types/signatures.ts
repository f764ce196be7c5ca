import type { Node, Statement } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { Part } from '../../conversion/items.js';

/** A function or method as a `.d.ts` file declares it. */
export interface Signature {
  /** The whole declaration. */
  readonly node: Node;
  readonly params: readonly Node[];
  readonly returns: Node | null | undefined;
  /** The type of a variable that holds the function. */
  readonly type?: Node;
}

/**
 * The declarations under a name: `export function`, `declare function`, `export const … : (…) => void`, or those of methods
 * when a class or interface is named as well.
 */
export function signaturesOf(context: FileContext, name: string, className?: string): readonly Signature[] | 'other' {
  const statements = context.file.ast.program.body.map(
    (statement) => [statement, declarationIn(statement)] as const satisfies readonly [Node, Node | null | undefined],
  );
  if (className !== undefined) return statements.flatMap(([, declared]) => methodsIn(declared, name, className));
  const found: Signature[] = [];
  for (const [node, declared] of statements) {
    if (declared?.type === 'TSDeclareFunction' && declared.id?.name === name)
      found.push({ node, params: declared.params, returns: declared.returnType });
    if (declared?.type !== 'VariableDeclaration') continue;
    for (const { id } of declared.declarations) {
      if (id.type !== 'Identifier' || id.name !== name) continue;
      const type = id.typeAnnotation?.type === 'TSTypeAnnotation' ? id.typeAnnotation.typeAnnotation : undefined;
      if (type?.type !== 'TSFunctionType') return 'other';
      found.push({ node, params: type.parameters, returns: type.typeAnnotation, type });
    }
  }
  return found;
}

const declarationIn = (statement: Statement): Node | null | undefined =>
  statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
    ? statement.declaration
    : statement;

/** What only the class itself may call is nobody's declaration. */
function methodsIn(declared: Node | null | undefined, name: string, className: string): Signature[] {
  const isIt =
    (declared?.type === 'ClassDeclaration' || declared?.type === 'TSInterfaceDeclaration') &&
    declared.id?.name === className;
  if (!isIt) return [];
  return declared.body.body.flatMap((node): Signature[] => {
    if (node.type === 'TSMethodSignature' && !node.computed && isNamed(node.key, name))
      return [{ node, params: node.parameters, returns: node.typeAnnotation }];
    const isMethod = node.type === 'TSDeclareMethod' && node.kind === 'method' && !node.static && !node.computed;
    return isMethod && node.accessibility !== 'private' && isNamed(node.key, name)
      ? [{ node, params: node.params, returns: node.returnType }]
      : [];
  });
}

const isNamed = (key: Node, name: string): boolean => key.type === 'Identifier' && key.name === name;

/** `: Promise<T>`. */
export function isPromise(returns: Node | null | undefined): boolean {
  const type = returns?.type === 'TSTypeAnnotation' ? returns.typeAnnotation : undefined;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Promise';
}

export const textOf = (text: string, parts: readonly Part[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : 'start' in part ? text.slice(part.start, part.end) : ''))
    .join('');
