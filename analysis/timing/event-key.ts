import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { bindingOfFunction } from '../local-function.js';

const LISTENING = /^(?:on|once|addListener|prependListener)$/;

/** The key of facts about the listeners of an event, of whatever emitter. */
const keyOfEvent = (name: string): string => `event ${name}`;

/** The name of the event that `source.emit('reading')` or `source.on('reading', prepare)` names. */
function eventOf(call: CallExpression, methods: RegExp): string | undefined {
  const { callee, arguments: args } = call;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  return methods.test(callee.property.name) && args[0]?.type === 'StringLiteral' ? args[0].value : undefined;
}

/** Whose listeners a call runs before it returns. */
export function keysOfEmit(call: Node): string[] {
  const name = call.type === 'CallExpression' ? eventOf(call, /^emit$/) : undefined;
  return name === undefined ? [] : [keyOfEvent(name)];
}

/** The events that a function listens to, where it stands or by its name. */
export function keysOfListener(context: FileContext, fn: FunctionNode): string[] {
  const uses = bindingOfFunction(context, fn)?.references.map(({ identifier }) => identifier) ?? [];
  return [fn, ...uses].flatMap((use) => {
    const link = context.parents.get(use);
    if (link?.parent.type !== 'CallExpression' || link.parent.arguments[1] !== use) return [];
    const name = eventOf(link.parent, LISTENING);
    return name === undefined ? [] : [keyOfEvent(name)];
  });
}
