import type { Function as FunctionNode, Statement } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { line, spanOf, type Item, type Part } from '../../items.js';
import { bodyFunction, cannotGoOn } from '../timing/at-once.js';
import { afterArrow } from './arrow-body.js';
import type { ConventionResult } from '../completions/convention.js';
import { isPlain, type Region, type StatementList } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { withoutTrailingReturn } from '../leftovers/trailing-return.js';

/** The run was asked for exports that give no promise. */
export const takesCallbackOnly = ({ project, context }: Region, fn: FunctionNode): boolean =>
  project.exported(context.file.source.path, fn.start!)?.form === 'callback';

/** `.null` of `asCallback.null`. */
function helperForm({ mode }: Region, { convention }: ConventionResult): string {
  if (isPlain(mode)) return '.plain';
  return convention === 'void' || convention === 'null' ? `.${convention}` : '';
}

/**
 * Writes `return asCallback(cb, async () => { … })` in place of the statements that move.
 *
 * @param after what stands behind the async body and runs while its first operation does
 * @param shared variables that the code in front uses, too: they are declared there
 */
export function wrapBody(
  region: Region,
  fn: FunctionNode,
  list: StatementList,
  continuation: Continuation,
  result: ConventionResult,
  after: Statement | undefined,
  shared: readonly Part[][],
): void {
  const tolerant = region.tolerant || continuation.tolerant ? '.optional' : '';
  const form = helperForm(region, result);
  if (form === '.plain' && tolerant) throw cannotGoOn(list.statements[0]!);
  const givesOwn = after?.type === 'ReturnStatement' || takesCallbackOnly(region, fn);
  const name = after && !givesOwn ? region.names.fresh('result', region.rootHost) : undefined;
  const { helper, head: start, end } = bodyFunction(region, list.statements);
  const call: Part[] = [{ shim: 'asCallback' }, `${helper}${tolerant}${form}(${continuation.delivered}, ${start}`];
  const head: Part[] = name
    ? [`const ${name}`, ...returnType(fn), ' = ', ...call]
    : [givesOwn ? '' : 'return ', ...call];
  const body: Item[] = withoutTrailingReturn(region, listItems(region, list));
  const declaration: Item[] =
    shared.length > 0
      ? [line('let ', ...shared.flatMap((parts, index) => (index > 0 ? [', ', ...parts] : parts)))]
      : [];
  const items: Item[] = [...declaration, { kind: 'braced', clauses: [{ head, body }], end: [end] }];
  if (fn.body.type === 'BlockStatement') region.replacements.push({ ...list.span, items, needsBlock: false });
  else {
    const block: Item = { kind: 'braced', clauses: [{ head: [], body: items }], end: [] };
    region.replacements.push({ start: afterArrow(region, fn), end: fn.body.end!, items: [block], needsBlock: false });
  }
  if (after && name)
    region.replacements.push({
      ...spanOf(after),
      items: [
        { kind: 'source', span: spanOf(after) },
        { kind: 'line', parts: [`return ${name}`] },
      ],
      needsBlock: false,
    });
}

/** `: void`: what the function returns is declared like its result, in TypeScript. */
const returnType = ({ returnType: declared }: FunctionNode): Part[] => (declared ? [spanOf(declared)] : []);
