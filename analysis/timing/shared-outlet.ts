import type { CallExpression, NewExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { isSelf } from '../self.js';
import { isWithin } from '../../syntax/within.js';

/** Methods whose calls somebody sees in their order: an event, a piece of output, a message. */
const TELLING = /^(?:emit|write|end|send)$/;

/** Every call in front of a statement asks for them. */
const outletsBehind = new WeakMap<Node, readonly string[]>();

/**
 * Whether the callback of a call and a statement behind the call both tell something to the same object: `out.write(value)` and
 * `out.write('\n')`.
 *
 * @param callbacks the functions among the arguments, and what stands for them
 */
export function sharesOutlet(
  context: FileContext,
  call: CallExpression | NewExpression,
  callbacks: readonly Node[],
  statement: Node,
): boolean {
  const behind = outletsBehind.get(statement) ?? outletsIn(context, statement);
  outletsBehind.set(statement, behind);
  if (behind.length === 0) return false;
  const told = new Set(callbacks.filter(isFunctionNode).flatMap(({ body }) => outletsIn(context, body, call)));
  return behind.some((outlet) => told.has(outlet));
}

/**
 * What code itself tells something to, as text.
 *
 * @param call where it stands in that code, which was converted: only what follows it counts
 */
function outletsIn(context: FileContext, root: Node, call?: Node): string[] {
  const from = call && isWithin(call, root) ? call.end! : 0;
  const found: string[] = [];
  walk(root, {
    enter(node) {
      if (isFunctionNode(node) && node !== root) return 'skip';
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
      if (!TELLING.test(calleeName(node)) || node.start! < from) return undefined;
      const { object } = node.callee;
      found.push(nameOf(context, object));
      return undefined;
    },
  });
  return found;
}

/** `this.out` of `self.out`, too; of other objects with the place where the variable is declared. */
function nameOf(context: FileContext, object: Node): string {
  const { text } = context.file.source;
  let base: Node = object;
  while (base.type === 'MemberExpression') base = base.object;
  if (isSelf(context, base)) return `this${text.slice(base.end!, object.end!)}`;
  const binding = base.type === 'Identifier' ? context.scopes.bindingOf(base) : undefined;
  return `${text.slice(object.start!, object.end!)}@${binding?.declarations[0]?.start ?? ''}`;
}
