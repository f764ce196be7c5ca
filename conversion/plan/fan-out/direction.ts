import type { FileContext } from '../../../analysis/file-context.js';
import type { Binding } from '../../../syntax/scope.js';
import type { Direction } from './count-test.js';
import { textOf } from './count-text.js';

/** Which way a counter goes, all its changes taken together. */
export function directionOf(context: FileContext, counter: Binding): Direction | 'both' {
  const steps = counter.references.flatMap(({ identifier }) => {
    const parent = context.parents.get(identifier)?.parent;
    if (parent?.type === 'UpdateExpression') return [parent.operator === '++' ? 'up' : 'down'];
    if (parent?.type !== 'AssignmentExpression' || parent.left !== identifier) return [];
    return [textOf(context, parent).includes('+') ? 'up' : 'down'];
  });
  const isUp = steps.includes('up');
  return isUp && steps.includes('down') ? 'both' : isUp ? 'up' : 'down';
}
