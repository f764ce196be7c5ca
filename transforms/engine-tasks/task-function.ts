import type { Expression } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { lookupBuiltin } from '../../analysis/profiles/node-profile.js';
import { Decline } from '../../conversion/decline.js';

/** Whether the function of a `NodeTask` is one of Node that hands over one value at most. */
export function givesOneValue(context: FileContext, callee: Expression): boolean {
  const module = moduleOf(context, callee);
  const entry = module?.member === undefined ? undefined : lookupBuiltin(module.specifier, module.member);
  return entry?.kind === 'error-first' && entry.values.length <= 1 && !entry.traps.includes('values-vary');
}

const SUBSCRIBING = /\b(?:on|once|addListener|prependListener|addEventListener)$/;

/**
 * Refuses `Task(socket.once.bind(socket), 'data')`.
 *
 * @throws {Decline} when the function of a task waits for an event
 */
export function checkEvent(context: FileContext, callee: Expression): void {
  const { text } = context.file.source;
  const bound = /^([^]*)\.bind\s*\([^]*\)$/.exec(text.slice(callee.start!, callee.end!));
  const name = bound ? bound[1]! : text.slice(callee.start!, callee.end!);
  if (callee.type !== 'Identifier' && SUBSCRIBING.test(name.trim()))
    throw new Decline('engine-waits-for-event', callee, {});
}
