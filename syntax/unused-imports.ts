import type { ParsedFile } from '../core/index.js';
import type { ImportedItem, ImportUnit } from './import-units.js';
import { offsetMap } from './offset-map.js';
import { parse } from './parse.js';
import { ParseError } from './parse-error.js';
import { analyzeScopes, type Binding } from './scope.js';
import { applyEdits, type TextEdit } from './text-edits.js';

/**
 * Which names that a file gets from a module nobody reads any more once it is edited. A name that was not read before either
 * is not among them.
 *
 * @param units what the file gets from the module
 * @param edits what is going to change, but for imports
 */
export function unusedAfter(
  file: ParsedFile,
  units: readonly ImportUnit[],
  edits: readonly TextEdit[],
): ReadonlySet<ImportedItem> {
  const unused = new Set<ImportedItem>();
  const after = units.length > 0 ? parsedAfter(file, edits) : undefined;
  if (!after) return unused;
  const map = offsetMap(edits);
  const declared = declarationsOf(after);
  const goneRanges: { start: number; end: number }[] = [];
  for (let before = -1; before !== unused.size;) {
    before = unused.size;
    for (const { items, declarator } of units) {
      for (const item of items) if (!unused.has(item) && isUnused(item.binding)) unused.add(item);
      const init = declarator?.init;
      const start = init && map.toAfter(init.start!);
      if (start != null && items.every((item) => unused.has(item)))
        goneRanges.push({ start, end: start + (init!.end! - init!.start!) });
    }
  }
  return unused;

  function isUnused({ declarations, references }: Binding): boolean {
    const [name] = declarations;
    if (!references.some(({ identifier }) => identifier !== name)) return false;
    const offset = map.toAfter(name!.start!);
    const now = offset === undefined ? undefined : declared.get(offset);
    if (!now || isExported(file, name!.start!)) return false;
    return now.references.every(
      ({ identifier }) =>
        identifier.start === offset ||
        goneRanges.some(({ start, end }) => start <= identifier.start! && identifier.end! <= end),
    );
  }
}

/** The file as the edits leave it; `undefined` when it does not parse. */
export function parsedAfter(file: ParsedFile, edits: readonly TextEdit[]): ParsedFile | undefined {
  try {
    return parse({ path: file.source.path, text: applyEdits(file.source.text, edits) });
  } catch (error) {
    // What does not parse is refused later, with the reason.
    if (error instanceof ParseError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function declarationsOf(file: ParsedFile): ReadonlyMap<number, Binding> {
  const { bindings } = analyzeScopes(file.ast).root;
  return new Map([...bindings.values()].flatMap((binding) => binding.declarations.map((id) => [id.start!, binding])));
}

/** `export const Task = gen.Task`, or a name in an export list: reads that no reference shows. */
function isExported(file: ParsedFile, offset: number): boolean {
  return file.ast.program.body.some(
    (statement) => /^Export/.test(statement.type) && statement.start! <= offset && offset < statement.end!,
  );
}
