import type { Node } from '@babel/types';
import { fileContext, type FileContext } from '../../analysis/file-context.js';
import { declaredValues } from '../../conversion/plan/typed/callback-type.js';
import type { SourceFile } from '../../core/index.js';
import { parse } from '../../syntax/parse.js';
import type { TextEdit } from '../../syntax/text-edits.js';
import { isPromise, signaturesOf, textOf, type Signature } from './signatures.js';

/** What makes one declaration say that the function gives a promise. */
export interface DeclarationEdit {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly edits: readonly TextEdit[];
}

/**
 * Follows the declaration of a function that loses its callback:
 *
 *     export function load(path: string, cb: (err: Error | null, text?: string) => void): void;
 *     export function load(path: string): Promise<string>;
 *
 * @returns nothing when the file does not declare the function; a text that says why when it can't be followed
 */
export function declarationEdits(source: SourceFile, name: string): readonly DeclarationEdit[] | string {
  let context: FileContext;
  try {
    context = fileContext(parse(source));
  } catch {
    return 'the file does not parse';
  }
  const found = signaturesOf(context, name);
  if (found === 'other') return `${name} is not declared as a function`;
  const [first] = found;
  if (!first) return [];
  const given = found.filter((signature) => isPromise(signature.returns) && !takesCallback(context, signature));
  const taking = found.filter((signature) => !given.includes(signature));
  if (taking.some(({ params }) => params.length !== taking[0]!.params.length))
    return `${name} is declared with its callback in several places`;
  const edits = taking.map((signature) => editsOf(context, signature, given));
  if (!edits.every((each) => each !== undefined)) return `the callback of ${name} does not say its value`;
  return edits.length === 0
    ? []
    : [{ name, start: first.node.start!, end: found.at(-1)!.node.end!, edits: edits.flat() }];
}

function takesCallback(context: FileContext, { params }: Signature): boolean {
  const last = params.at(-1);
  return last !== undefined && declaredValues(context, last) !== undefined;
}

/** @param given what is declared to give a promise already: another declaration of the same goes */
function editsOf(
  context: FileContext,
  { node, params, returns }: Signature,
  given: readonly Signature[],
): readonly TextEdit[] | undefined {
  const { text } = context.file.source;
  const callback = params.at(-1);
  const before = params.at(-2);
  const values = callback && declaredValues(context, callback);
  if (!callback || !values || values.length > 1 || !returns) return undefined;
  const result = returns.type === 'TSTypeAnnotation' ? returns.typeAnnotation : undefined;
  const gives = isPromise(returns);
  if (!result || (!gives && !/^TS(?:Void|Undefined|Any|Unknown)Keyword$/.test(result.type))) return undefined;
  const listText = (list: readonly Node[]): string => list.map((one) => text.slice(one.start!, one.end!)).join();
  if (given.some((other) => listText(other.params) === listText(params.slice(0, -1)))) return [withoutLine(text, node)];
  const value = values[0] ? textOf(text, values[0].type) : 'void';
  const comma = /^\s*,(?=\s*\))/.exec(text.slice(callback.end!))?.[0].length ?? 0;
  return [
    { start: before ? before.end! : callback.start!, end: callback.end! + comma, text: '' },
    ...(gives ? [] : [{ start: result.start!, end: result.end!, text: `Promise<${value}>` }]),
  ];
}

/** A declaration with the comment right above it, to the end of its line. */
function withoutLine(text: string, { start, end, leadingComments }: Node): TextEdit {
  const comment = leadingComments?.at(-1);
  const isItsOwn = comment !== undefined && /^[ \t]*\r?\n?[ \t]*$/.test(text.slice(comment.end, start!));
  const from = isItsOwn ? comment.start! : start!;
  return { start: from, end: end! + /^[ \t]*\r?\n?/.exec(text.slice(end!))![0].length, text: '' };
}
