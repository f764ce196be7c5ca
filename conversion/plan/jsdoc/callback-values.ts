import type { FileContext } from '../../../analysis/file-context.js';
import { tagsOf } from './read-jsdoc.js';

/**
 * The types of the values that a callback gets after the error, by what a documentation comment says of it:
 * `function(Error, string)`, `(err: Error, text: string) => void`, or the name of a `@callback`.
 *
 * @returns `undefined` when it says nothing of that
 */
export function documentedValues(context: FileContext, type: string): readonly string[] | undefined {
  const closure = /^[?!]?function\s*\(([^]*)\)/i.exec(type);
  if (closure) return afterError(split(closure[1]!).map(plain));
  const arrow = /^\(([^]*)\)\s*=>/.exec(type);
  if (arrow) return afterError(split(arrow[1]!).map((part) => /^[\w$]+\??\s*:\s*([^]+)$/.exec(part)?.[1] ?? 'any'));
  return /^[\w$]+$/.test(type) ? namedValues(context, type) : undefined;
}

const afterError = (types: readonly string[]): readonly string[] | undefined =>
  types.length > 0 ? types.slice(1) : undefined;

/** `@callback Done` with `@param` tags. */
function namedValues(context: FileContext, name: string): readonly string[] | undefined {
  for (const comment of context.file.ast.comments ?? []) {
    const tags = tagsOf(context, comment);
    if (!tags.some((tag) => tag.kind === 'callback' && tag.name === name)) continue;
    return afterError(tags.filter(({ kind }) => kind === 'param').map(({ type }) => plain(type ?? '*')));
  }
  return undefined;
}

/** Without the marks that say whether an argument may be missing. */
const plain = (type: string): string => type.trim().replace(/^!|=$/g, '');

/** At the commas that stand in no brackets. */
function split(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at++) {
    const char = list[at]!;
    if ('<({['.includes(char)) depth++;
    else if ('>)}]'.includes(char) && list[at - 1] !== '=') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = list.slice(from).trim();
  return last === '' ? parts : [...parts, last];
}
