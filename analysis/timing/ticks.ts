import type { CallExpression, Identifier, Node } from '@babel/types';
import { findNode, isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { isCallbackName } from '../names-by-convention.js';
import { functionNamed } from './traces.js';
import { isTestFile } from '../test-file.js';

/** Stands in paths for `process.nextTick`: the callback comes later, and before everything that only a promise starts. */
export const TICK = 'nextTick!';

/** `process.nextTick(…)` */
export const isTick = (call: CallExpression): boolean => calleeName(call) === 'nextTick';

/**
 * Whether a file of the program, not of its tests, puts work off to the next tick that nobody waits for: a message that is sent,
 * an event. All ticks that wait run before the first `await` goes on, so that such work overtakes code behind an `await`, where it
 * stood behind a callback.
 */
export function worksInTicks(context: FileContext): boolean {
  if (isTestFile(context.file.source.path)) return false;
  const found = findNode(
    context.file.ast,
    (node) => node.type === 'CallExpression' && isTick(node) && worksIn(context, node.arguments[0]),
  );
  return found !== undefined;
}

/** `process.nextTick(() => callback(null, read(id)))` completes something: what waits for it comes behind it in any form. */
function worksIn(context: FileContext, work: Node | undefined): boolean {
  if (!work || !isFunctionNode(work)) return false;
  let works = false as boolean;
  let completes = false as boolean;
  walk(work.body, {
    enter(node) {
      if (node.type === 'Identifier' && (isCallbackName(node.name) || goesOn(context, node))) completes = true;
      if (node.type === 'CallExpression' && isAside(node)) return 'skip';
      if (/^(?:AssignmentExpression|UpdateExpression|CallExpression)$/.test(node.type)) works = true;
      return undefined;
    },
  });
  return works && !completes;
}

/** `process.nextTick(() => turn(i + 1))`: the next turn of a loop, which completes the function around it. */
function goesOn(context: FileContext, name: Identifier): boolean {
  if (context.parents.get(name)?.key !== 'callee') return false;
  const fn = functionNamed(context, name);
  return (
    fn !== undefined && findNode(fn, (node) => node.type === 'Identifier' && isCallbackName(node.name)) !== undefined
  );
}

/** Listening to events, and telling of a failure, answer to nothing that was going on. */
function isAside(call: CallExpression): boolean {
  const [event] = call.arguments;
  const name = calleeName(call);
  if (/^(?:on|once|addListener|prependListener)$/.test(name)) return true;
  return name === 'emit' && event?.type === 'StringLiteral' && /^(?:error|warning)$/.test(event.value);
}
