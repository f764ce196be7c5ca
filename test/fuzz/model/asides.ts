import type { Site } from '../render/place.js';
import type { Handler, Program } from './program.js';

/**
 * The numbers of what callbacks do for which nobody waits: effects, and operations that they start. No two parts of a program
 * have the same number.
 *
 * @param sites the operations as they were written: a call of a function that cannot be reached is one of an operation
 * @returns undefined without such callbacks, and where one of them calls a function of the program or what may call back at
 *   once: what that does cannot be told from what others do with it
 */
export function asidesOf(functions: Program['functions'], sites: readonly Site[]): ReadonlySet<number> | undefined {
  const handlers: string[] = [];
  JSON.stringify(functions, (_, value: unknown) => {
    if (isAside(value)) handlers.push(JSON.stringify([value.handler.block, value.handler.failure]));
    return value;
  });
  const ids = handlers.flatMap((handler) => [...handler.matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id)));
  const asides = new Set(ids);
  const isShared = ({ key, tags }: Site): boolean =>
    asides.has(Number(key.slice(1))) && (tags.includes('callee: function') || tags.includes('callee: cached'));
  return handlers.length > 0 && !sites.some(isShared) ? asides : undefined;
}

const isAside = (value: unknown): value is { handler: Handler } =>
  typeof value === 'object' &&
  value !== null &&
  'handler' in value &&
  'kind' in value &&
  (value.kind === 'visit' || value.kind === 'start');
