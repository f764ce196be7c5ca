import type { Function as FunctionNode, Node, VariableDeclaration } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import { spanOf, type Part, type Span } from '../../items.js';
import type { Region, StatementList } from '../regions/region.js';
import { annotatedType, isTypeScript, targetParts } from '../typed/declared-type.js';

/**
 * Variables that the statements of a region declare, while code outside of it uses them as well: they are declared in
 * front of the region, and their declarations become assignments.
 *
 * @returns the names to declare, with their types
 */
export function hoistShared(region: Region, fn: FunctionNode, list: StatementList): Part[][] {
  const isInside = (node: Node): boolean => list.span.start <= node.start! && node.end! <= list.span.end;
  const names: Part[][] = [];
  for (const binding of bindingsOf(region, fn)) {
    if (!binding.declarations.some(isInside)) continue;
    const outside = [...binding.declarations, ...binding.references.map((reference) => reference.identifier)].find(
      (node) => !isInside(node),
    );
    if (!outside) continue;
    // A `let` can't be read in front of it.
    const early = binding.references.find(({ identifier }) => identifier.start! < list.span.start);
    if (early && binding.declarations.every(isInside))
      throw new Decline('variable-shared-with-prologue', early.identifier, { name: binding.name });
    for (const declared of binding.declarations.filter(isInside)) becomeAssignment(region, binding, declared);
    if (binding.declarations.every(isInside)) names.push([binding.name, ...typeOf(region, binding)]);
  }
  return names;
}

/** What is assigned in a function tells TypeScript nothing about a variable around it. */
function typeOf(region: Region, { name, declarations: [declared] }: Binding): Part[] {
  const type = declared && annotatedType(declared);
  if (type) return [': ', spanOf(type)];
  if (declared && isTypeScript(region.context)) throw new Decline('variable-shared-with-prologue', declared, { name });
  return [];
}

/** What is visible in the whole function. */
function bindingsOf(region: Region, fn: FunctionNode): Binding[] {
  return [...region.context.scopes.functionScope(fn).bindings.values()];
}

/** `var a = f()` becomes `a = f()`. */
function becomeAssignment(region: Region, binding: Binding, declared: Node): void {
  const declarator = region.context.parents.get(declared)?.parent;
  const declaration = declarator && region.context.parents.get(declarator)?.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id !== declared || !isPlain(region, declaration)) {
    throw new Decline('variable-shared-with-prologue', declared, { name: binding.name });
  }
  if (!declarator.init) throw new Decline('variable-shared-with-prologue', declared, { name: binding.name });
  region.replacements.push({
    start: declaration.start!,
    end: declarator.start!,
    items: [],
    needsBlock: false,
    inline: [],
  });
  const target = targetParts(declared)[0] as Span;
  if (target.end < declared.end!)
    region.replacements.push({ start: target.end, end: declared.end!, items: [], needsBlock: false, inline: [] });
}

function isPlain(region: Region, declaration: Node | undefined): declaration is VariableDeclaration {
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length !== 1) return false;
  const parent = region.context.parents.get(declaration)?.parent.type;
  return parent === 'BlockStatement' || parent === 'SwitchCase';
}
