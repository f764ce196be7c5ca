import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';

/** True when the function is declared several times, for several kinds of calls. */
export function isOverloaded({ parents }: FileContext, fn: FunctionNode): boolean {
  if (fn.type !== 'FunctionDeclaration' || !fn.id) return false;
  const outer = parents.get(fn)?.parent;
  const list = outer && /^Export/.test(outer.type) ? parents.get(outer)?.parent : outer;
  if (list?.type !== 'Program' && list?.type !== 'BlockStatement' && list?.type !== 'TSModuleBlock') return false;
  return list.body.some((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement;
    return declared?.type === 'TSDeclareFunction' && declared.id?.name === fn.id!.name;
  });
}

/**
 * True when a type would have no use any more once the callback parameter of the function is gone: a project may forbid
 * that. What is imported goes along.
 */
export function leavesUnusedTypes({ scopes, parents }: FileContext, fn: FunctionNode): boolean {
  const param = fn.params.at(-1);
  if (!param || !('typeAnnotation' in param) || !param.typeAnnotation) return false;
  const { start, end } = param.typeAnnotation;
  const isInside = (node: { start?: number | null; end?: number | null }): boolean =>
    start! <= node.start! && node.end! <= end!;
  return scopes
    .referencesIn(param.typeAnnotation)
    .some(
      ({ binding }) =>
        binding !== undefined &&
        binding.kind !== 'import' &&
        !binding.declarations.some((declared) => isExported(parents, declared)) &&
        binding.references.every(({ identifier }) => isInside(identifier)),
    );
}

function isExported(parents: FileContext['parents'], declared: Node): boolean {
  const declaration = parents.get(declared)?.parent;
  return declaration !== undefined && /^Export/.test(parents.get(declaration)?.parent.type ?? '');
}
