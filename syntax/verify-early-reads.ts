import type { RewriteProblem } from './rewrite-check.js';
import type { Reference, Scope, ScopeTree } from './scope.js';

/** Names that are used in front of the `let` or `const` that declares them more often than before: that throws. */
export function earlyReads(before: ScopeTree, after: ScopeTree): RewriteProblem[] {
  const old = countByName(before.references.filter(isEarly));
  const now = after.references.filter(isEarly);
  const counts = countByName(now);
  return [...counts]
    .filter(([name, count]) => count > (old.get(name) ?? 0))
    .map(([name]) => ({
      kind: 'captured',
      message: `${name} is used before it is declared`,
      offset: now.find(({ identifier }) => identifier.name === name)!.identifier.start!,
    }));
}

/** Code in them runs at another time than the code around, or not in the order of the text. */
const bodies: ReadonlySet<Scope['kind']> = new Set(['function', 'parameter', 'class', 'namespace']);

/** What a function further inside uses may run later than the declaration. */
function isEarly({ binding, identifier, scope, isType }: Reference): boolean {
  if (isType || !binding || (binding.kind !== 'let' && binding.kind !== 'const')) return false;
  const isInFront = binding.declarations.every(({ start }) => identifier.end! <= start!);
  return isInFront && functionOf(scope) === functionOf(binding.scope);
}

function functionOf(scope: Scope): Scope {
  let around = scope;
  while (around.parent && !bodies.has(around.kind)) around = around.parent;
  return around;
}

function countByName(references: readonly Reference[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { identifier } of references) counts.set(identifier.name, (counts.get(identifier.name) ?? 0) + 1);
  return counts;
}
