import type { SwitchCase, SwitchStatement, Statement } from '@babel/types';
import { Decline } from '../../decline.js';
import { matchContinuationCall } from '../completions/continuation-function.js';
import { childHost, type Host } from '../names/host.js';
import { unlessLeft } from './left-by-break.js';
import { planList } from './plan-list.js';
import type { Ends, Flow, Region } from '../regions/region.js';
import { operationIn, relevanceOf } from './relevance.js';

/** Each case that ends by itself or by a `break` is a list of its own; who falls through into another may do nothing. */
export function planSwitch(region: Region, statement: SwitchStatement, tail: boolean, flow: Flow, host: Host): Ends {
  const results: Ends[] = [];
  for (const [index, clause] of statement.cases.entries()) {
    const isLast = index === statement.cases.length - 1;
    const leaves = clause.consequent.at(-1)?.type === 'BreakStatement';
    const list = { statements: clause.consequent, span: { start: clause.start!, end: clause.end! } };
    const before = region.replacements.length;
    const planned = planList(region, list, tail && (leaves || isLast), flow, childHost(host, list.span));
    if (region.replacements.length > before) encloseCase(region, clause);
    const early = leaves ? clause.consequent.slice(0, -1) : clause.consequent;
    const ends = early.reduce((result, inner) => unlessLeft(inner, result), planned);
    if (isLast || (clause.consequent.length > 0 && (leaves || planned === 'always'))) results.push(ends);
    else if (planned !== 'never') throw new Decline('switch-falls-through', clause, {});
  }
  const complete = statement.cases.some((clause) => !clause.test) && results.every((ends) => ends === 'always');
  if (complete) return 'always';
  return results.every((ends) => ends === 'never') ? 'never' : 'sometimes';
}

/** New declarations in a `case` need a block of their own: all cases of a `switch` share one scope. */
function encloseCase(region: Region, clause: SwitchCase): void {
  const { consequent } = clause;
  if (consequent.length === 1 && consequent[0]!.type === 'BlockStatement') return;
  // What stood in an `else` may follow a `return` on the level of the case.
  const declares = (statement: Statement): boolean =>
    operationIn(region, statement) !== undefined ||
    matchContinuationCall(region, statement) !== undefined ||
    (statement.type === 'IfStatement' && statement.alternate != null && relevanceOf(region, statement).operations);
  if (!consequent.some(declares)) return;
  const text = region.context.file.source.text;
  const colon = text.indexOf(':', clause.test?.end ?? clause.start!) + 1;
  const lineStart = text.lastIndexOf('\n', clause.start!) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0];
  const end = clause.end!;
  region.replacements.push({ start: colon, end: colon, items: [], needsBlock: false, inline: [' {'] });
  region.replacements.push({ start: end, end, items: [], needsBlock: false, inline: [`\n${indent}}`] });
}
