import type { Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import type { Replacement } from '../../conversion/items.js';
import type { Binding } from '../../syntax/scope.js';

/**
 * What makes a name for `Promise.coroutine` one for `Promise.method`: another member where it is declared. The name itself stays.
 *
 *     const co = Promise.coroutine;                      const co = Promise.method;
 *     const { coroutine } = require('bluebird');         const { method: coroutine } = require('bluebird');
 *     import { coroutine as co } from 'bluebird';        import { method as co } from 'bluebird';
 */
export function renameMethod(context: FileContext, { declarations }: Binding): Replacement | undefined {
  const [name, ...others] = declarations;
  const parent = name && others.length === 0 ? context.parents.get(name)?.parent : undefined;
  switch (parent?.type) {
    case 'VariableDeclarator':
      if (parent.init?.type !== 'MemberExpression' || parent.init.computed || isExported(context, parent))
        return undefined;
      return replacement(parent.init.property, 'method');
    case 'ObjectProperty':
      return parent.shorthand ? replacement(parent, `method: ${name!.name}`) : replacement(parent.key, 'method');
    case 'ImportSpecifier': {
      const isShort = parent.imported.start === parent.local.start;
      return isShort ? replacement(parent, `method as ${name!.name}`) : replacement(parent.imported, 'method');
    }
    default:
      return undefined;
  }
}

function isExported(context: FileContext, declarator: Node): boolean {
  const declaration = context.parents.get(declarator)!.parent;
  return /^Export/.test(context.parents.get(declaration)?.parent.type ?? '');
}

const replacement = ({ start, end }: { start?: number | null; end?: number | null }, text: string): Replacement => ({
  start: start!,
  end: end!,
  items: [],
  needsBlock: false,
  inline: [text],
});
