import type { ParsedFile } from '../core/index.js';
import { offsetMap, type OffsetMap } from './offset-map.js';
import { analyzeScopes, type Binding, type Reference, type Scope, type ScopeTree } from './scope.js';
import type { RewriteCheck, RewriteProblem } from './rewrite-check.js';
import { earlyReads } from './verify-early-reads.js';

/** Checks that names stand for what they stood for before a rewrite. */
export function checkBindings(check: RewriteCheck, parsed: ParsedFile): RewriteProblem[] {
  const before = analyzeScopes(check.before.ast);
  const after = analyzeScopes(parsed.ast);
  const map = offsetMap(check.edits);
  return [
    ...newGlobals(before, after, check.allowGlobals ?? new Set()),
    ...changedOutside(before, after, map),
    ...capturedInside(before, after, map),
    ...newDuplicates(before, after),
    ...earlyReads(before, after),
  ];
}

function newGlobals(before: ScopeTree, after: ScopeTree, allowed: ReadonlySet<string>): RewriteProblem[] {
  return [...after.globals]
    .filter(([name]) => !before.globals.has(name) && !allowed.has(name))
    .map(([name, [first]]) => ({
      kind: 'unbound',
      message: `${name} is no longer declared where it is used`,
      offset: first!.identifier.start!,
    }));
}

/** References that no edit touched have to stand for the same declaration. */
function changedOutside(before: ScopeTree, after: ScopeTree, map: OffsetMap): RewriteProblem[] {
  const found = new Map(after.references.map((reference) => [reference.identifier.start!, reference]));
  const problems: RewriteProblem[] = [];
  for (const reference of before.references) {
    const { start, name } = reference.identifier;
    const moved = map.toAfter(start!);
    if (moved === undefined) continue;
    const now = found.get(moved);
    if (now && isSameBinding(reference.binding, now.binding, map)) continue;
    problems.push({ kind: 'captured', message: `${name} stands for something else than before`, offset: moved });
  }
  return problems;
}

function isSameBinding(old: Binding | undefined, now: Binding | undefined, map: OffsetMap): boolean {
  if (!old || !now) return !old && !now;
  const kept = declarationOffsets(old).flatMap((offset) => map.toAfter(offset) ?? []);
  if (kept.length === 0) return true;
  const offsets = declarationOffsets(now);
  return kept.some((offset) => offsets.includes(offset));
}

/**
 * In written text, a name that stood for a declaration outside of the edit may not have become one that the written
 * text declares.
 */
function capturedInside(before: ScopeTree, after: ScopeTree, map: OffsetMap): RewriteProblem[] {
  const outer = namesByEdit(before.references, (reference) => {
    const edit = map.editOf(reference.identifier.start!);
    const comesFromOutside = !declarationOffsets(reference.binding).some((offset) => map.editOf(offset) === edit);
    return comesFromOutside ? edit : undefined;
  });
  // A declaration may come from the place of another edit: the function that stood there.
  const declaredBefore = new Set(
    declared(before).flatMap((item) => (map.editOf(item.offset) === undefined ? [] : [item.name])),
  );
  const problems: RewriteProblem[] = [];
  for (const reference of after.references) {
    const { start, name } = reference.identifier;
    const edit = map.editAt(start!);
    if (edit === undefined || !outer.get(edit)?.has(name) || declaredBefore.has(name)) continue;
    if (declarationOffsets(reference.binding).every((offset) => map.editAt(offset) !== edit)) continue;
    problems.push({ kind: 'captured', message: `${name} is captured by a new declaration`, offset: start! });
  }
  return problems;
}

/** Names declared more often than before in one scope: the parser accepts `var` twice, the meaning may change. */
function newDuplicates(before: ScopeTree, after: ScopeTree): RewriteProblem[] {
  const old = duplicates(before);
  const now = duplicates(after);
  // A variable that was declared twice may have got another name.
  if (total(now) <= total(old) && ![...old.keys()].some((name) => now.has(name) && now.get(name)! > old.get(name)!))
    return [];
  return [...now]
    .filter(([name, count]) => count > (old.get(name) ?? 0))
    .map(([name]) => ({ kind: 'duplicate', message: `${name} is declared twice in one scope` }));
}

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

function duplicates(tree: ScopeTree): Map<string, number> {
  const counts = new Map<string, number>();
  for (const binding of valueBindings(tree.root)) {
    const extra = binding.declarations.length - 1;
    if (extra > 0 && binding.kind !== 'namespace') counts.set(binding.name, (counts.get(binding.name) ?? 0) + extra);
  }
  return counts;
}

function* valueBindings(scope: Scope): Iterable<Binding> {
  for (const binding of scope.bindings.values()) if (binding.scope === scope) yield binding;
  for (const child of scope.children) yield* valueBindings(child);
}

function declared(tree: ScopeTree): { name: string; offset: number }[] {
  return [...valueBindings(tree.root)].flatMap((binding) =>
    declarationOffsets(binding).map((offset) => ({ name: binding.name, offset })),
  );
}

function declarationOffsets(binding: Binding | undefined): number[] {
  return (binding?.declarations ?? []).map((identifier) => identifier.start!);
}

function namesByEdit<Item extends Reference | { name: string; offset: number }>(
  items: readonly Item[],
  editOf: (item: Item) => number | undefined,
): Map<number, Set<string>> {
  const names = new Map<number, Set<string>>();
  for (const item of items) {
    const edit = editOf(item);
    if (edit === undefined) continue;
    const known = names.get(edit) ?? new Set<string>();
    names.set(edit, known.add('identifier' in item ? item.identifier.name : item.name));
  }
  return names;
}
