import type { Identifier, JSXIdentifier, Node } from '@babel/types';
import { continuationBindingOf } from '../../../analysis/member-continuation.js';
import { fieldOf } from '../../../analysis/methods/callback-field.js';
import { memberAt } from '../../../analysis/methods/places.js';
import type { Binding } from '../../../syntax/scope.js';
import type { Region } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

export interface ContinuationUse {
  readonly identifier: Identifier | JSXIdentifier;
  readonly binding: Binding;
  /** What is called: the name itself, or the member to which it belongs. */
  readonly expression: Node;
}

/** Where code uses a continuation of the region: by its name, as `req.callback`, or as `this.callback`. */
export function continuationUses({ context, mode }: Region, node: Node): ContinuationUse[] {
  if (mode.kind !== 'callback') return [];
  const { parents, scopes } = context;
  const named = scopes.referencesIn(node).flatMap(({ identifier, binding: own }) => {
    const binding = continuationBindingOf(context, identifier);
    if (!binding || !mode.continuations.has(binding)) return [];
    return [{ identifier, binding, expression: binding === own ? identifier : parents.get(identifier)!.parent }];
  });
  const fields = [...mode.continuations]
    .filter(fieldOf)
    .flatMap((binding) =>
      binding.references
        .filter(({ identifier }) => isWithin(identifier, node))
        .map(({ identifier }) => ({ identifier, binding, expression: memberAt(context, identifier)! })),
    );
  return [...named, ...fields];
}
