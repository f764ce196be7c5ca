import type { Function as FunctionNode, Node, TSDeclareFunction } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Span } from '../../items.js';

/** What is declared of a function in front of it, for several kinds of calls. */
export function overloadsOf({ parents }: FileContext, fn: FunctionNode): readonly TSDeclareFunction[] {
  if (fn.type !== 'FunctionDeclaration' || !fn.id) return [];
  const outer = parents.get(fn)?.parent;
  const list = outer && /^Export/.test(outer.type) ? parents.get(outer)?.parent : outer;
  if (list?.type !== 'Program' && list?.type !== 'BlockStatement' && list?.type !== 'TSModuleBlock') return [];
  return list.body.flatMap((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement;
    return declared?.type === 'TSDeclareFunction' && declared.id?.name === fn.id!.name ? [declared] : [];
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

/** The last of several parameters, with the comma that goes along. */
export function lastParameterSpan(text: string, params: readonly Node[]): Span {
  const parameter = params.at(-1)!;
  const before = params.at(-2);
  const rest = /^\s*,(?=\s*\))/.exec(text.slice(parameter.end!))?.[0].length ?? 0;
  return { start: before ? before.end! : parameter.start!, end: parameter.end! + rest };
}
