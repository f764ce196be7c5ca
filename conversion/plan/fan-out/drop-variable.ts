import type { VariableDeclaration, VariableDeclarator } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import type { Span } from '../../items.js';
import { replace, type Region } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import { isWithin } from '../../../syntax/within.js';

/** Takes away the declaration of a variable that nothing uses any more; it stays where its value may do something. */
export function dropVariable(region: Region, binding: Binding): void {
  const { parents } = region.context;
  const [declared] = binding.declarations;
  const declarator = declared && parents.get(declared)?.parent;
  const declaration = declarator && parents.get(declarator)?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declaration?.type !== 'VariableDeclaration') return;
  if (declarator.init && !isHarmless(declarator.init)) return;
  if (commentsWithin(region, { start: declaration.start!, end: declaration.end! }).length > 0) return;
  const earlier = region.replacements.filter((edit) => isPiece(declaration, edit));
  const gone = declaration.declarations.filter(
    (each) => each === declarator || earlier.some((edit) => isWithin(each, edit)),
  );
  for (const edit of earlier) region.replacements.splice(region.replacements.indexOf(edit), 1);
  if (gone.length === declaration.declarations.length) replace(region, declaration, []);
  else
    for (const span of pieces(declaration, gone))
      region.replacements.push({ ...span, items: [], needsBlock: false, inline: [] });
}

const isPiece = (declaration: VariableDeclaration, edit: Span & { readonly inline?: readonly unknown[] }): boolean =>
  edit.inline?.length === 0 &&
  declaration.declarations.some((each) => isWithin(each, edit)) &&
  isWithin(edit, declaration);

/** What goes, with the commas: before the first that stays, and behind each other one. */
function pieces({ declarations }: VariableDeclaration, gone: readonly VariableDeclarator[]): Span[] {
  const spans: Span[] = [];
  const first = declarations.find((each) => !gone.includes(each))!;
  if (declarations[0] !== first) spans.push({ start: declarations[0]!.start!, end: first.start! });
  let end = first.end!;
  for (const each of declarations.slice(declarations.indexOf(first) + 1)) {
    if (gone.includes(each)) spans.push({ start: end, end: each.end! });
    end = each.end!;
  }
  return spans;
}

/** A length or a plain value: reading it does nothing. */
function isHarmless(init: { type: string }): boolean {
  return /Literal$|^Identifier$/.test(init.type) || init.type === 'MemberExpression';
}
