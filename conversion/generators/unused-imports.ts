import type { Identifier, Node, VariableDeclarator } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { commentsIn } from '../../syntax/comments.js';
import type { Binding, Scope } from '../../syntax/scope.js';
import { spanOf, type Replacement, type Span } from '../items.js';

/** An import or `require` of which nothing is left to use. */
export interface UnusedImport {
  readonly specifier: string;
  /** The name that goes. */
  readonly node: Node;
  readonly replacements: readonly Replacement[];
  /** What goes, so that nobody looks for the strings in it. */
  readonly removed: Span;
}

/**
 * Finds the names of imported modules that nothing mentions any more when some nodes are gone, and plans the removal of their
 * declarations. Comments stay; where one stands between the parts of a declaration, the declaration stays as well.
 *
 * @param isConcerned whether a module is looked at
 * @param isGone whether a mention of a name goes
 */
export function unusedImports(
  context: FileContext,
  isConcerned: (specifier: string) => boolean,
  isGone: (mention: Node) => boolean,
): UnusedImport[] {
  const declared = [...bindingsOf(context.scopes.root)].flatMap((binding) => {
    const specifier = specifierOf(context, binding);
    const isUnused = binding.references.length > 0 && binding.references.every(({ identifier }) => isGone(identifier));
    return specifier !== undefined && isConcerned(specifier) && isUnused
      ? [{ specifier, name: binding.declarations[0]! }]
      : [];
  });
  const names = new Set<Node>(declared.map(({ name }) => name));
  const done = new Set<string>();
  return declared.flatMap(({ specifier, name }) => {
    const removal = removalOf(context, name, names);
    const key = `${removal?.start} ${removal?.end}`;
    if (!removal || done.has(key)) return [];
    done.add(key);
    return [{ specifier, node: name, replacements: [removal], removed: spanOf(removal) }];
  });
}

function* bindingsOf(scope: Scope): Iterable<Binding> {
  for (const binding of scope.bindings.values()) if (binding.scope === scope) yield binding;
  for (const child of scope.children) yield* bindingsOf(child);
}

function specifierOf(context: FileContext, { declarations }: Binding): string | undefined {
  const [name, ...others] = declarations;
  return name && others.length === 0 ? moduleOf(context, name)?.specifier : undefined;
}

/** What has to go of the declaration of a name: all of it, or its part of a list. */
function removalOf(context: FileContext, name: Identifier, names: ReadonlySet<Node>): Replacement | undefined {
  const { parent } = context.parents.get(name)!;
  if (parent.type === 'VariableDeclarator') return declaratorRemoval(context, parent, names);
  const list = context.parents.get(parent)!.parent;
  if (list.type === 'ImportDeclaration') {
    if (list.specifiers.every(({ local }) => names.has(local))) return statementRemoval(context, list);
    const isNamed = list.specifiers.every(({ type }) => type === 'ImportSpecifier');
    return isNamed ? partRemoval(context, list.specifiers, parent) : undefined;
  }
  if (list.type !== 'ObjectPattern') return undefined;
  const declarator = context.parents.get(list)!.parent;
  const isEmpty = list.properties.every((property) => property.type === 'ObjectProperty' && names.has(property.value));
  if (!isEmpty)
    return list.properties.at(-1)?.type === 'RestElement' ? undefined : partRemoval(context, list.properties, parent);
  return declarator.type === 'VariableDeclarator' ? declaratorRemoval(context, declarator, names) : undefined;
}

function declaratorRemoval(
  context: FileContext,
  declarator: VariableDeclarator,
  names: ReadonlySet<Node>,
): Replacement | undefined {
  const declaration = context.parents.get(declarator)!.parent;
  if (declaration.type !== 'VariableDeclaration') return undefined;
  if (/^Export|^For/.test(context.parents.get(declaration)!.parent.type)) return undefined;
  const goes = (one: VariableDeclarator): boolean =>
    one === declarator || (one.id.type === 'Identifier' && names.has(one.id));
  if (declaration.declarations.every(goes)) return statementRemoval(context, declaration);
  return partRemoval(context, declaration.declarations, declarator);
}

/** A comment behind the statement takes its place. */
function statementRemoval({ file }: FileContext, statement: Node): Replacement {
  const gap = /^[ \t]+(?=\/[/*])/.exec(file.source.text.slice(statement.end!))?.[0].length ?? 0;
  return {
    start: statement.start!,
    end: statement.end! + gap,
    items: [],
    needsBlock: false,
    inline: gap ? [] : undefined,
  };
}

/** A part of a list, with the comma that parted it from its neighbour. */
function partRemoval(context: FileContext, list: readonly Node[], part: Node): Replacement | undefined {
  const at = list.indexOf(part);
  const next = list[at + 1];
  const start = next ? part.start! : list[at - 1]!.end!;
  const end = next ? next.start! : part.end!;
  if (commentsIn(context.file, start, end).length > 0) return undefined;
  return { start, end, items: [], needsBlock: false, inline: [] };
}
