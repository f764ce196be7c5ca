import { fileContext, type FileContext } from '../../analysis/file-context.js';
import { functionName } from '../../analysis/local-function.js';
import { ownersIn } from '../../analysis/methods/find-owners.js';
import { exportTable } from '../../analysis/modules/export-table.js';
import { knownDual } from '../../analysis/modules/known-dual.js';
import type { SourceFile, ValueConvention } from '../../core/index.js';
import { parse } from '../../syntax/parse.js';

/** A function or method that a file exports and that gives a promise when its callback is left out. */
export interface DualExport {
  readonly name: string;
  /** The class, for methods. */
  readonly className: string | undefined;
  /** Index of the callback parameter. */
  readonly at: number;
  readonly convention: ValueConvention;
}

/** What a converted file exports in both forms, as far as its text says. */
export function dualExports(source: SourceFile): readonly DualExport[] {
  const context = fileContext(parse(source));
  const found: DualExport[] = [];
  for (const [exported, target] of exportTable(context).entries) {
    if (target.kind === 'other' && target.value?.type.startsWith('Class'))
      found.push(...methodsOf(context, target.value.start!, exported));
    if (target.kind !== 'function') continue;
    const name = exported === 'default' ? functionName(context, target.fn) : exported;
    found.push(...dual(context, target.fn, name, undefined), ...methodsOf(context, target.fn.start!, exported));
  }
  return found;
}

/** A class declaration, or a function that makes objects: its methods. */
function methodsOf(context: FileContext, at: number, exported: string): DualExport[] {
  const owner = ownersIn(context).find(({ node }) => node.start === at);
  const className = exported === 'default' ? owner?.binding?.name : exported;
  if (!owner || className === undefined) return [];
  return [...owner.methods].flatMap(([name, { fn }]) => dual(context, fn, name, className));
}

function dual(
  context: FileContext,
  fn: Parameters<typeof knownDual>[1],
  name: string,
  className: string | undefined,
): DualExport[] {
  const known = knownDual(context, fn);
  return known?.direct ? [{ name, className, at: known.at, convention: known.convention }] : [];
}
