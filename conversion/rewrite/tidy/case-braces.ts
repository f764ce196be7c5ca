import type { Statement, SwitchCase } from '@babel/types';
import type { ParsedFile } from '../../../core/index.js';
import type { TextEdit } from '../../../syntax/text-edits.js';

/**
 * `case 'a': { return load(x); }` needs no braces: they were put there for declarations, and there are none.
 *
 * @param source the file as it was
 * @param after the same with its edits
 */
export function caseBraces(source: ParsedFile, after: ParsedFile, { consequent, start }: SwitchCase): TextEdit[] {
  const [block, ...others] = consequent;
  if (block?.type !== 'BlockStatement' || others.length > 0 || block.body.some(isDeclared)) return [];
  const { text } = after.source;
  const head = text.slice(start!, block.start! + 1);
  // What the author wrote stays.
  if (source.source.text.includes(head)) return [];
  const colon = start! + head.lastIndexOf(':') + 1;
  const last = text.slice(0, block.end! - 1).trimEnd().length;
  return [
    { start: colon, end: block.start! + 1, text: '' },
    { start: last, end: block.end!, text: '' },
  ];
}

/** `var` is the same in the whole function. */
const isDeclared = (statement: Statement): boolean =>
  statement.type === 'VariableDeclaration' ? statement.kind !== 'var' : /Declaration$/.test(statement.type);
