import type { Comment, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Span } from '../../items.js';

/** A tag of a documentation comment: its whole lines, and what it says. */
export interface Tag extends Span {
  /** Without `@`. */
  readonly kind: string;
  /** What stands in the braces behind it. */
  readonly type: string | undefined;
  /** Where that stands, braces included. */
  readonly typeSpan: Span | undefined;
  /** The word behind the type: the parameter's name. */
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  /** What stands in front of the tag on its line. */
  readonly lead: string;
}

/** `@param`, however it is spelled. */
export const isParameter = ({ kind }: Tag): boolean => /^(?:param|arg|argument)$/.test(kind);

/** The tags of a documentation comment, when each stands on lines of its own. */
export function tagsOf({ file }: FileContext, comment: Comment): readonly Tag[] {
  const { text } = file.source;
  const tags: Tag[] = [];
  const line = /^([ \t]*\*[ \t]+)@(\w+)[ \t]*/gm;
  line.lastIndex = comment.start!;
  for (let match = line.exec(text); match && match.index < comment.end!; match = line.exec(text)) {
    const start = match.index;
    tags.push({
      start,
      end: endOfTag(text, start, comment.end!),
      kind: match[2]!,
      lead: match[1]!,
      ...said(text, line),
    });
  }
  return tags;
}

/** A tag goes on until a line that begins another one, says nothing, or ends the comment. */
function endOfTag(text: string, start: number, limit: number): number {
  let end = text.indexOf('\n', start) + 1;
  while (end > 0 && end < limit) {
    const next = text.indexOf('\n', end) + 1 || limit;
    if (/^[ \t]*\*(?:[ \t]*\r?\n|[ \t]*@|\/)/.test(text.slice(end, Math.max(next, end + 1)))) break;
    if (/\*\//.test(text.slice(end, next))) break;
    end = next;
  }
  return end;
}

function said(text: string, line: RegExp): Pick<Tag, 'type' | 'typeSpan' | 'name' | 'nameSpan'> {
  const at = line.lastIndex;
  const end = text[at] === '{' ? closing(text, at) : at;
  const [before = '', name] = /^([ \t]*\[?)([\w$]+)/.exec(text.slice(end, end + 200))?.slice(1) ?? [];
  const start = end + before.length;
  const nameSpan = name === undefined ? undefined : { start, end: start + name.length };
  if (end === at) return { type: undefined, typeSpan: undefined, name, nameSpan };
  return { type: text.slice(at + 1, end - 1).trim(), typeSpan: { start: at, end }, name, nameSpan };
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return open;
}

/** The documentation comment right above a function, or above the statement or member that holds it. */
export function jsdocOf({ file, parents }: FileContext, fn: Node): Comment | undefined {
  const { text } = file.source;
  for (let node: Node | undefined = fn; node; node = holder(parents.get(node)?.parent)) {
    const before = text.slice(0, node.start!).trimEnd();
    const comment = file.ast.comments?.find(({ end }) => end === before.length);
    if (comment) return comment.type === 'CommentBlock' && comment.value.startsWith('*') ? comment : undefined;
  }
  return undefined;
}

function holder(parent: Node | undefined): Node | undefined {
  return parent &&
    /^(?:Export\w+Declaration|VariableDeclarator|VariableDeclaration|AssignmentExpression|ExpressionStatement|ObjectProperty|ClassProperty)$/.test(
      parent.type,
    )
    ? parent
    : undefined;
}
