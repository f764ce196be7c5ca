import type { Statement } from '@babel/types';
import type { Item, Part, Replacement, Span } from '../../items.js';
import type { Region } from '../regions/region.js';
import { statementsAtEnd } from '../statements/statements-at-end.js';

/**
 * Returns what a call gives, when nothing else is done with it: `const v = await f(); return v;` is `return f();`. Not
 * inside of `try`, where a promise that is returned fails outside. Works on settled completions, before they are written.
 */
export function returnDirectly(region: Region): void {
  for (const [index, replacement] of region.replacements.entries()) {
    const items = direct(region, replacement);
    if (items) region.replacements[index] = { ...replacement, items };
  }
}

function direct(region: Region, { items, start, end, inline }: Replacement): Item[] | undefined {
  const [declared, returned] = items.filter(({ kind }) => kind !== 'blank').slice(-2);
  if (inline || declared?.kind !== 'line' || returned?.kind !== 'source') return undefined;
  const [keyword, name, equals, word, ...awaited] = declared.parts;
  if (keyword !== 'const ' || equals !== ' = ' || word !== 'await ' || !isSpan(name)) return undefined;
  if (!isReturnOf(region, returned.span, name) || isInTry(region, { start, end })) return undefined;
  return [...items.slice(0, items.indexOf(declared)), { kind: 'line', parts: ['return ', ...awaited] }];
}

const isSpan = (part: Part | undefined): part is Span => typeof part === 'object' && 'start' in part;

/** Whether a stretch of source has become `return v`, with the only use of `v`. */
function isReturnOf({ context, replacements }: Region, span: Span, name: Span): boolean {
  const statements = statementsAtEnd(context, span);
  const [only] = statements;
  if (statements.length !== 1 || only!.start !== span.start || only!.end !== span.end) return false;
  const [planned, ...others] = replacements.filter(({ start, end }) => start === span.start && end === span.end);
  const [line] = planned?.items ?? [];
  if (others.length > 0 || planned?.items.length !== 1 || line?.kind !== 'line' || line.parts[0] !== 'return ')
    return false;
  const value = line.parts[1];
  return line.parts.length === 2 && isSpan(value) && isOnlyUse(context, name, value);
}

function isOnlyUse({ scopes }: Region['context'], name: Span, value: Span): boolean {
  const use = scopes.referencesIn(value)[0];
  if (!use?.binding || use.identifier.start !== value.start || use.identifier.end !== value.end) return false;
  const { declarations, references } = use.binding;
  return references.length === 1 && declarations.some(({ start, end }) => start === name.start && end === name.end);
}

function isInTry({ context }: Region, span: Span): boolean {
  const statement: Statement | undefined = statementsAtEnd(context, span).find(({ start }) => start === span.start);
  if (!statement) return true;
  for (const parent of context.parents.ancestors(statement)) if (parent.type === 'TryStatement') return true;
  return false;
}
