import type { Item, Part, Replacement } from './items.js';

/** The shim names that edits use. */
export const shimNames = (replacements: readonly Replacement[]): string[] =>
  unique(partsOf(replacements).flatMap((part) => (typeof part === 'object' && 'shim' in part ? [part.shim] : [])));

/** The modules of Node whose `promises` edits use, as the file writes them: `fs`, `node:fs`. */
export const promiseModules = (replacements: readonly Replacement[]): string[] =>
  unique(
    partsOf(replacements).flatMap((part) =>
      typeof part === 'object' && 'promisesOf' in part ? [part.promisesOf] : [],
    ),
  );

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

const partsOf = (replacements: readonly Replacement[]): readonly Part[] =>
  replacements.flatMap(({ inline = [], items }) => [...inline, ...items.flatMap(partsOfItem)]);

function partsOfItem(item: Item): readonly Part[] {
  switch (item.kind) {
    case 'line':
      return item.parts;
    case 'braced':
      return [...item.clauses.flatMap(({ head, body }) => [...head, ...body.flatMap(partsOfItem)]), ...item.end];
    case 'list':
      return [...item.head, ...item.entries.flatMap(partsOfItem), ...item.end];
    default:
      return [];
  }
}
