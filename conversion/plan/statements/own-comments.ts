import type { Statement } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';

/** No comment in a statement, beside it or right above it, which would be left alone if the statement went. */
export function hasNoComments({ file }: FileContext, statement: Statement): boolean {
  const { text } = file.source;
  return (file.ast.comments ?? []).every(({ start, end }) => {
    const isAbove = end! <= statement.start! && /^[ \t]*\r?\n?[ \t]*$/.test(text.slice(end, statement.start!));
    const isBehind = start! >= statement.end! && /^[ \t]*$/.test(text.slice(statement.end!, start));
    return !isAbove && !isBehind && (end! <= statement.start! || start! >= statement.end!);
  });
}
