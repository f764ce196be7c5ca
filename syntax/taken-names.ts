import type { Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { analyzeScopes, type Scope } from './scope.js';

/**
 * Names that a new top-level variable may not have: those declared at the top level, read as globals, or declared
 * where the variable is going to be used.
 *
 * @param usedIn nodes inside of which the variable will be used; without them, any place of the file
 */
export function takenNames(file: ParsedFile, usedIn?: readonly Node[]): ReadonlySet<string> {
  const scopes = analyzeScopes(file.ast);
  const names = new Set<string>(scopes.globals.keys());
  const isInTheWay = (scope: Scope): boolean =>
    scope === scopes.root || !usedIn || usedIn.some((node) => node.start! < scope.end && scope.start < node.end!);
  const addAll = (scope: Scope): void => {
    if (!isInTheWay(scope)) return;
    for (const name of scope.bindings.keys()) names.add(name);
    for (const name of scope.types.keys()) names.add(name);
    scope.children.forEach(addAll);
  };
  addAll(scopes.root);
  return names;
}
