import type { Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';

export const textOf = (context: FileContext, node: Node): string =>
  context.file.source.text.slice(node.start!, node.end!);

/** How many, as text without white space; a variable that stands for a length or a number says what it was set to. */
export const countText = (context: FileContext, node: Node): string =>
  textOf(context, resolved(context, node)).replace(/\s+/g, '');

/** The length of a list, as text. */
export const lengthText = (context: FileContext, list: Node): string =>
  `${textOf(context, list)}.length`.replace(/\s+/g, '');

/** What a variable that is never set again holds, when that is a length or a number. */
export function resolved(context: FileContext, node: Node): Node {
  if (node.type !== 'Identifier') return node;
  const binding = context.scopes.bindingOf(node);
  const declared =
    binding?.declarations.length === 1 ? context.parents.get(binding.declarations[0]!)?.parent : undefined;
  if (declared?.type !== 'VariableDeclarator' || !declared.init) return node;
  if (binding!.references.some(({ kind }) => kind !== 'read')) return node;
  const { init } = declared;
  const isLength = init.type === 'MemberExpression' && !init.computed && textOf(context, init.property) === 'length';
  return isLength || init.type === 'NumericLiteral' ? init : node;
}
