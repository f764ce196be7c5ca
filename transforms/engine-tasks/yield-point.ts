import type { CallExpression, Expression, NewExpression, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { shimName } from '../../analysis/shim-member.js';

/** A yield point that is made where it is yielded: `Task(f, a)`, `new gen.Wait(key)`. */
export interface MadePoint {
  readonly kind: 'Task' | 'NodeTask' | 'Callback' | 'Wait' | 'WaitAll' | 'Multi';
  readonly node: CallExpression | NewExpression;
  /** Its arguments, of which the first is there and is no spread. */
  readonly first: Expression;
  readonly rest: readonly Node[];
}

const KINDS: ReadonlySet<string> = new Set<MadePoint['kind']>([
  'Task',
  'NodeTask',
  'Callback',
  'Wait',
  'WaitAll',
  'Multi',
]);

/** Reads an expression that makes a yield point of the shim; `undefined` for every other one. */
export function madePoint(context: FileContext, node: Node, specifier: string): MadePoint | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const kind = shimName(context, node.callee, specifier);
  if (kind === undefined || !KINDS.has(kind)) return undefined;
  const [first, ...rest] = node.arguments;
  if (!first || first.type === 'SpreadElement' || first.type === 'ArgumentPlaceholder') return undefined;
  return { kind: kind as MadePoint['kind'], node, first, rest };
}
