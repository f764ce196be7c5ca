import type { BuiltinCallback } from './builtin-callback.js';
import { nodeCallbacks } from './node.generated.js';

const byName = new Map(nodeCallbacks.map((entry) => [`${entry.module}.${entry.name}`, entry]));

/**
 * What is known of a callback function of Node.
 *
 * @param module with or without `node:`; `globals` for a free name such as `setTimeout`
 * @param name of the function, `realpath.native` for a nested one, `Server#close` for a method of a class
 * @returns `undefined` when Node has no such function, or it takes no callback that ends it: event listeners,
 *   predicates and other functions that are called many times are not in the table
 */
export function lookupBuiltin(module: string, name: string): BuiltinCallback | undefined {
  const owner = module === 'globals' ? 'timers' : module.replace(/^node:/, '');
  return byName.get(`${owner}.${name}`);
}

/** Every callback function of Node, sorted by module and name. */
export function allBuiltins(): readonly BuiltinCallback[] {
  return nodeCallbacks;
}
