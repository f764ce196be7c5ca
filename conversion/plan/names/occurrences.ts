import type { Identifier, JSXIdentifier } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Binding, Scope } from '../../../syntax/scope.js';

/** A place where a variable is declared, read or written. */
export interface Occurrence {
  readonly identifier: Identifier | JSXIdentifier;
  /** `undefined` for what the file does not declare. */
  readonly binding: Binding | undefined;
}

const indexes = new WeakMap<FileContext, ReadonlyMap<string, Occurrence[]>>();

/** Where variables of a name occur in a file, whichever they are. */
export function occurrencesOf(context: FileContext, name: string): readonly Occurrence[] {
  let index = indexes.get(context);
  if (!index) indexes.set(context, (index = indexOf(context)));
  return index.get(name) ?? [];
}

function indexOf({ scopes }: FileContext): Map<string, Occurrence[]> {
  const index = new Map<string, Occurrence[]>();
  const seen = new Set<unknown>();
  const add = (identifier: Identifier | JSXIdentifier, binding: Binding | undefined): void => {
    if (seen.has(identifier)) return;
    seen.add(identifier);
    const list = index.get(identifier.name);
    if (list) list.push({ identifier, binding });
    else index.set(identifier.name, [{ identifier, binding }]);
  };
  for (const reference of scopes.references) add(reference.identifier, reference.binding);
  const addDeclarations = (scope: Scope): void => {
    for (const binding of scope.bindings.values())
      binding.declarations.forEach((declaration) => add(declaration, binding));
    scope.children.forEach(addDeclarations);
  };
  addDeclarations(scopes.root);
  return index;
}
