import type { Handler, Program } from './program.js';

/**
 * The names of the effects in callbacks of operations that nobody waits for.
 *
 * @returns undefined without such callbacks, and where one of them calls something: its effects cannot be told from others then
 */
export function effectsAside(functions: Program['functions']): ReadonlySet<string> | undefined {
  const handlers: string[] = [];
  JSON.stringify(functions, (_, value: unknown) => {
    if (isAside(value)) handlers.push(JSON.stringify([value.handler.block, value.handler.failure]));
    return value;
  });
  if (handlers.length === 0 || handlers.some((handler) => handler.includes('"call":'))) return undefined;
  const effects = handlers.flatMap((handler) => [...handler.matchAll(/"kind":"effect","id":(\d+)/g)]);
  return new Set(effects.map(([, id]) => `e${id}`));
}

const isAside = (value: unknown): value is { handler: Handler } =>
  typeof value === 'object' &&
  value !== null &&
  'handler' in value &&
  'kind' in value &&
  (value.kind === 'visit' || value.kind === 'start');
