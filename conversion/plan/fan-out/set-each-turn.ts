import type { Node } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import type { Region } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

/** Where a variable gets its value, and the block all of which comes behind that, each time it runs. */
interface Setting {
  readonly name: Node;
  readonly end: number;
  readonly block: Node;
}

/**
 * Whether each turn of a loop sets a `var` of its body before anything looks at it: a turn that becomes a function
 * begins without the value that the turn in front left.
 */
export function isSetEachTurn({ context }: Region, binding: Binding): boolean {
  const uses = binding.references.map(({ identifier }) => identifier as Node);
  const settings = [...binding.declarations, ...uses].flatMap((name) => settingBy(context.parents, name) ?? []);
  return (
    uses.length === 0 ||
    settings.some(({ name, end, block }) =>
      uses.every((use) => use === name || (end <= use.start! && isWithin(use, block))),
    )
  );
}

function settingBy(parents: Region['context']['parents'], name: Node): Setting | undefined {
  let node = name;
  let around = parents.get(node)?.parent;
  while (around && /Pattern$|^ObjectProperty$|^RestElement$/.test(around.type)) {
    node = around;
    around = parents.get(node)?.parent;
  }
  const statement = around && parents.get(around)?.parent;
  const outer = statement && parents.get(statement)?.parent;
  if (!around || !statement || !outer) return undefined;
  if (around.type === 'VariableDeclarator') {
    if (outer.type === 'ForInStatement' || outer.type === 'ForOfStatement')
      return { name, end: outer.left.end!, block: outer.body };
    const runsFirst = outer.type === 'BlockStatement' || outer.type === 'ForStatement';
    return around.init && runsFirst ? { name, end: around.end!, block: outer } : undefined;
  }
  const assigns = around.type === 'AssignmentExpression' && around.operator === '=' && around.left === node;
  if (!assigns || statement.type !== 'ExpressionStatement' || outer.type !== 'BlockStatement') return undefined;
  return { name, end: around.end!, block: outer };
}
