import type { Function as FunctionNode, Node, VariableDeclaration } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { Decline } from '../decline.js';
import type { Region, StatementList } from './region.js';

/**
 * Variables that the statements of a region declare, while code outside of it uses them as well: they are declared in
 * front of the region, and their declarations become assignments.
 *
 * @returns the names to declare
 */
export function hoistShared(region: Region, fn: FunctionNode, list: StatementList): string[] {
  const isInside = (node: Node): boolean => list.span.start <= node.start! && node.end! <= list.span.end;
  const names: string[] = [];
  for (const binding of bindingsOf(region, fn)) {
    if (!binding.declarations.some(isInside)) continue;
    const outside = [...binding.declarations, ...binding.references.map((reference) => reference.identifier)].find(
      (node) => !isInside(node),
    );
    if (!outside) continue;
    for (const declared of binding.declarations.filter(isInside)) becomeAssignment(region, binding, declared);
    if (binding.declarations.every(isInside)) names.push(binding.name);
  }
  return names;
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
}

function isPlain(region: Region, declaration: Node | undefined): declaration is VariableDeclaration {
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length !== 1) return false;
  const parent = region.context.parents.get(declaration)?.parent.type;
  return parent === 'BlockStatement' || parent === 'SwitchCase';
}
