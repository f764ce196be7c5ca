import type { Function as FunctionNode, Node, VariableDeclaration } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import { spanOf, type Part, type Replacement, type Span } from '../../items.js';
import type { Region, StatementList } from '../regions/region.js';
import { annotatedType, isTypeScript, targetParts } from '../typed/declared-type.js';
import { isWithin } from '../../../syntax/within.js';

/** A variable that is declared in front of a region. */
export interface SharedVariable {
  /** Its name, with its type. */
  readonly declared: readonly Part[];
  /** Where code outside of the region uses it. */
  readonly outside: readonly Node[];
  /** What makes assignments of its declarations. */
  readonly edits: readonly Replacement[];
}

/**
 * Variables that the statements of a region declare, while code outside of it uses them as well: they are declared in
 * front of the region, and their declarations become assignments.
 */
export function hoistShared(region: Region, fn: FunctionNode, list: StatementList): SharedVariable[] {
  const isInside = (node: Node): boolean => isWithin(node, list.span);
  const shared: SharedVariable[] = [];
  for (const binding of bindingsOf(region, fn)) {
    if (!binding.declarations.some(isInside)) continue;
    const uses = [...binding.declarations, ...binding.references.map((reference) => reference.identifier)];
    const outside = uses.filter((node) => !isInside(node));
    if (outside.length === 0) continue;
    // A `let` can't be read in front of it.
    const early = binding.references.find(({ identifier }) => identifier.start! < list.span.start);
    if (early && binding.declarations.every(isInside))
      throw new Decline('variable-shared-with-prologue', early.identifier, { name: binding.name });
    const before = region.replacements.length;
    for (const declared of binding.declarations.filter(isInside)) becomeAssignment(region, binding, declared);
    if (!binding.declarations.every(isInside)) continue;
    const edits = region.replacements.slice(before);
    shared.push({ declared: [binding.name, ...typeOf(region, binding)], outside, edits });
  }
  return shared;
}

/**
 * Leaves variables where they were declared that only handlers use which moved to calls in the region.
 *
 * @returns what is declared in front of the region, when the region is planned
 */
export function stillShared(region: Region, shared: readonly SharedVariable[], { span }: StatementList): Part[][] {
  const movedInto = (fn: Node, around: readonly Node[]): boolean => {
    const calls = region.operations.flatMap(({ receiver, call }) =>
      receiver.kind === 'handler' && receiver.handler.fn === fn ? [call] : [],
    );
    const inside = [...around, fn];
    return (
      calls.length > 0 &&
      calls.every((call) => isWithin(call, span) || isWithin(call, spanOf(fn)) || hasMoved(call, inside))
    );
  };
  const hasMoved = (node: Node, around: readonly Node[] = []): boolean =>
    [...region.inlined].some((fn) => !around.includes(fn) && isWithin(node, spanOf(fn)) && movedInto(fn, around));
  return shared.flatMap(({ declared, outside, edits }) => {
    if (!outside.every((node) => hasMoved(node))) return [[...declared]];
    for (const edit of edits) region.replacements.splice(region.replacements.indexOf(edit), 1);
    return [];
  });
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
