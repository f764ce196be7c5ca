import type { Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';

/**
 * Whether an expression has no effect that a call in front of it could tell or change: names, members, literals and what is
 * computed from them, functions, `f.bind(o)`, and calls of the module `path`.
 */
export function isSimple(context: FileContext, node: Node): boolean {
  let simple = true;
  walk(node, {
    enter(inner) {
      if (isFunctionNode(inner)) return 'skip';
      if (inner.type === 'CallExpression') simple &&= isHarmlessCall(context, inner.callee);
      else if (EFFECT.test(inner.type)) simple = false;
      return undefined;
    },
  });
  return simple;
}

const EFFECT =
  /^(?:New|OptionalCall|Assignment|Update|Yield|Await|TaggedTemplate|Import|Sequence)Expression$|^Class|^JSX|^TaggedTemplate/;

function isHarmlessCall(context: FileContext, callee: Node): boolean {
  const module = moduleOf(context, callee);
  if (module) return /^(?:node:)?path$/.test(module.specifier) && module.member !== undefined;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'bind';
}
