import type { Statement } from '@babel/types';
import { statementCall } from '../../analysis/operation.js';
import type { Part } from '../items.js';
import type { Region, StatementList } from './region.js';
import { commentsWithin } from './statement-items.js';

/**
 * The expression that is all that a plain body gives: `() => entries.get(key)`. Works on settled completions; the statement
 * is no longer written by itself then.
 *
 * @returns nothing when the body has to be a block
 */
export function expressionBody(region: Region, list: StatementList): Part[] | undefined {
  const [statement, ...others] = list.statements;
  if (!statement || others.length > 0 || commentsWithin(region, list.span).length > 0) return undefined;
  const index = region.replacements.findIndex(({ start, end }) => start === statement.start && end === statement.end);
  const [line, ...rest] = region.replacements[index]?.items ?? [];
  if (line?.kind !== 'line' || rest.length > 0) return undefined;
  const [word, ...value] = line.parts;
  if (word !== 'return ' || value.length === 0) return undefined;
  region.replacements.splice(index, 1);
  return beginsWithBrace(region, statement) ? ['(', ...value, ')'] : value;
}

/** An object's brace would begin a block. */
function beginsWithBrace({ context }: Region, statement: Statement): boolean {
  const value = statementCall(statement)?.call.arguments.at(-1);
  return value !== undefined && context.file.source.text[value.start!] === '{';
}
