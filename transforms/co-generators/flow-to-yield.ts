import type { CallExpression, Node, YieldExpression } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';

/** How the value of a node gets to a `yield`. */
export interface FlowToYield {
  readonly node: YieldExpression;
  /** The lists and objects on the way, from the inside. */
  readonly containers: readonly Node[];
}

/**
 * The `yield` whose operand a node is, or is an element of: `yield x`, `yield [x]`, `yield { k: x }`, `yield c ? x : y`. For the
 * callback of `list.map(x)` it is the `yield` that the list goes to.
 */
export function flowToYield(context: FileContext, start: Node): FlowToYield | undefined {
  const containers: Node[] = [];
  let node = start;
  for (;;) {
    const link = context.parents.get(node);
    if (!link) return undefined;
    const { parent, key } = link;
    switch (parent.type) {
      case 'YieldExpression':
        return { node: parent, containers };
      case 'ArrayExpression':
        containers.push(parent);
        break;
      case 'ObjectProperty':
        if (key !== 'value') return undefined;
        break;
      case 'ObjectExpression':
        containers.push(parent);
        break;
      case 'ConditionalExpression':
        if (key === 'test') return undefined;
        break;
      case 'LogicalExpression':
        if (key !== 'right') return undefined;
        break;
      case 'CallExpression':
        if (!isMapCallback(parent, node)) return undefined;
        break;
      default:
        return undefined;
    }
    node = parent;
  }
}

/** The function that `list.map(fn)` and `_.map(list, fn)` call for each item; no other library of lists is known. */
export function isMapCallback({ callee, arguments: args }: CallExpression, node: Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
  if (callee.property.name !== 'map') return false;
  const isLodash = callee.object.type === 'Identifier' && /^(?:_|lodash|underscore)$/.test(callee.object.name);
  return isLodash ? args.length === 2 && args[1] === node : args.length === 1 && args[0] === node;
}
