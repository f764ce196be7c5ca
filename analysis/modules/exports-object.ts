import type { Expression, Identifier, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';

/** The names by which a CommonJS file reaches the object that it exports. */
export interface ExportsObject {
  /** What `module.exports` is set to; `undefined` while it stays the object that Node made. */
  readonly value: Expression | undefined;
  /** Variables that always hold the exported object or function. */
  readonly aliases: ReadonlySet<Binding>;
  /** True for `exports`, `module.exports` and variables that hold it. */
  readonly isExports: (node: Node) => boolean;
  /** True when `module.exports` is set more than once, or not always: then nothing is known. */
  readonly unclear: boolean;
}

/** Finds out what a CommonJS file calls the object that it exports. */
export function exportsObject(context: FileContext): ExportsObject {
  let object = known.get(context);
  if (!object) known.set(context, (object = readObject(context)));
  return object;
}

const known = new WeakMap<FileContext, ExportsObject>();

function readObject(context: FileContext): ExportsObject {
  const assigned = wholeAssignments(context);
  const [only] = assigned;
  const value = only && finalValue(only.right);
  const linked = !only || globalReferences(context, 'exports').some((one) => assignedTo(context, one) === value);
  const aliases = new Set<Binding>();
  const root = value?.type === 'Identifier' ? context.scopes.bindingOf(value) : undefined;
  if (root && isFixed(root)) aliases.add(root);
  for (const reference of exportReferences(context)) {
    const binding = holder(context, reference);
    if (binding && isFixed(binding)) aliases.add(binding);
  }
  return {
    value,
    aliases,
    unclear: assigned.length > 1 || (only !== undefined && !isTopLevel(context, only.node)),
    isExports: (node) => {
      if (isModuleExports(context, node)) return true;
      if (isGlobalExports(context, node)) return linked;
      const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
      return binding !== undefined && aliases.has(binding);
    },
  };
}

interface Assignment {
  readonly node: Node;
  readonly right: Expression;
}

/** Every `module.exports = …`. */
function wholeAssignments(context: FileContext): Assignment[] {
  return globalReferences(context, 'module').flatMap((identifier) => {
    const member = context.parents.get(identifier)?.parent;
    const link = member && context.parents.get(member);
    if (!member || !isModuleExports(context, member)) return [];
    if (link?.parent.type !== 'AssignmentExpression' || link.key !== 'left') return [];
    return [{ node: link.parent, right: link.parent.right }];
  });
}

/** `exports` and `module.exports` wherever they stand. */
export function exportReferences(context: FileContext): Node[] {
  const members = globalReferences(context, 'module').flatMap((identifier) => {
    const member = context.parents.get(identifier)?.parent;
    return member && isModuleExports(context, member) ? [member] : [];
  });
  return [...members, ...globalReferences(context, 'exports')];
}

export const globalReferences = (context: FileContext, name: string): Identifier[] =>
  (context.scopes.globals.get(name) ?? []).map(({ identifier }) => identifier as Identifier);

export function isModuleExports(context: FileContext, node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    !context.scopes.bindingOf(node.object) &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}

const isGlobalExports = (context: FileContext, node: Node): boolean =>
  node.type === 'Identifier' && node.name === 'exports' && !context.scopes.bindingOf(node);

/** `v` of `a = b = v`. */
export function finalValue(node: Expression): Expression {
  return node.type === 'AssignmentExpression' && node.operator === '=' ? finalValue(node.right) : node;
}

/** `v` of `exports = module.exports = v`. */
function assignedTo(context: FileContext, node: Node): Expression | undefined {
  const link = context.parents.get(node);
  return link?.parent.type === 'AssignmentExpression' && link.key === 'left'
    ? finalValue(link.parent.right)
    : undefined;
}

/** The variable of `var lib = exports`, `var lib = module.exports = {}`, `var lib = (exports = module.exports = f)`. */
function holder(context: FileContext, reference: Node): Binding | undefined {
  let link = context.parents.get(reference);
  while (link?.parent.type === 'AssignmentExpression') link = context.parents.get(link.parent);
  if (link?.parent.type !== 'VariableDeclarator' || link.key !== 'init' || link.parent.id.type !== 'Identifier')
    return undefined;
  return context.scopes.bindingOf(link.parent.id);
}

/** Declared once and never given another value. */
export function isFixed(binding: Binding): boolean {
  return (
    binding.declarations.length === 1 &&
    binding.references.every(
      ({ identifier, kind }) => kind === 'read' || binding.declarations.includes(identifier as Identifier),
    )
  );
}

/** Runs once, when the file is loaded, whatever happens. */
export function isTopLevel(context: FileContext, node: Node): boolean {
  for (const ancestor of context.parents.ancestors(node)) {
    if (ancestor.type === 'Program') return true;
    if (isFunctionNode(ancestor) || /^(?:If|Try|For|While|DoWhile|Switch|Class|Static|Conditional)/.test(ancestor.type))
      return false;
  }
  return false;
}
