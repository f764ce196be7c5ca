import type { Identifier, Node } from '@babel/types';
import type { ShimUse } from '../core/shim-use.js';
import type { FileContext } from './file-context.js';
import { isShimModule, shimName } from './shim-member.js';

/**
 * What of the shim a file uses, in the order of first use. A variable that only gives a part of it another name is no use of
 * its own.
 *
 * @param specifier what the run calls the shim
 */
export function shimUses(context: FileContext, specifier: string): ShimUse[] {
  const found = new Map<string, { uses: number; line: number }>();
  const add = (name: string, node: Node): void => {
    const known = found.get(name) ?? { uses: 0, line: context.lines.at(node.start!).line };
    found.set(name, { ...known, uses: known.uses + 1 });
  };
  for (const { identifier, kind, binding } of context.scopes.references) {
    if (kind !== 'read' || identifier.type !== 'Identifier' || !binding) continue;
    const name = nameOfUse(context, identifier, specifier);
    if (name !== undefined) add(name, identifier);
  }
  for (const statement of context.file.ast.program.body) {
    if (!isReexport(statement, specifier)) continue;
    if (statement.type === 'ExportAllDeclaration') add('*', statement);
    else
      for (const exported of statement.specifiers)
        add(exported.type === 'ExportSpecifier' ? exported.local.name : '*', exported);
  }
  return [...found].map(([name, { uses, line }]) => ({ name, uses, line }));
}

function nameOfUse(context: FileContext, identifier: Identifier, specifier: string): string | undefined {
  const own = shimName(context, identifier, specifier);
  if (own !== undefined) return isAlias(context, identifier) ? undefined : own;
  if (!isShimModule(context, identifier, specifier)) return undefined;
  const link = context.parents.get(identifier);
  const member = link?.parent;
  if (member?.type === 'MemberExpression' && link?.key === 'object' && !member.computed)
    return isAlias(context, member) || member.property.type !== 'Identifier' ? undefined : member.property.name;
  // `const { Task } = gen`, `gen.Task` as a type.
  if (member?.type === 'VariableDeclarator' && member.id.type === 'ObjectPattern') return undefined;
  if (member?.type === 'TSQualifiedName') return member.right.name;
  return '*';
}

/** `const Task = gen.Task` */
function isAlias(context: FileContext, node: Node): boolean {
  const link = context.parents.get(node);
  return link?.parent.type === 'VariableDeclarator' && link.key === 'init' && link.parent.id.type === 'Identifier';
}

type Reexport = Extract<Node, { type: 'ExportAllDeclaration' | 'ExportNamedDeclaration' }>;

function isReexport(statement: Node, specifier: string): statement is Reexport {
  if (statement.type !== 'ExportAllDeclaration' && statement.type !== 'ExportNamedDeclaration') return false;
  return statement.source?.value === specifier;
}
