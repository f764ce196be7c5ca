import type { Node, Statement } from '@babel/types';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import type { Ends } from '../regions/region.js';

/**
 * How a statement ends when a `break` somewhere inside may go on behind it.
 *
 * @param ends how it ends otherwise
 * @param label of the `break`; without one it belongs to the `switch` around
 */
export function unlessLeft(statement: Statement, ends: Ends, label?: string): Ends {
  const found: Node[] = [];
  walk(statement, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'BreakStatement' && node.label?.name === label) found.push(node);
      // A loop or another `switch` has breaks of its own.
      return label === undefined && /^(?:For|While|DoWhile|Switch)/.test(node.type) ? 'skip' : undefined;
    },
  });
  return found.length > 0 && ends === 'always' ? 'sometimes' : ends;
}
