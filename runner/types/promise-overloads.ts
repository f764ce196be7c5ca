import type { Node } from '@babel/types';
import { fileContext, type FileContext } from '../../analysis/file-context.js';
import { declaredValues } from '../../conversion/plan/typed/callback-type.js';
import type { SourceFile } from '../../core/index.js';
import { parse } from '../../syntax/parse.js';
import type { TextEdit } from '../../syntax/text-edits.js';
import type { DeclarationEdit } from './declaration-edits.js';
import type { DualExport } from './dual-exports.js';
import { isPromise, signaturesOf, textOf, type Signature } from './signatures.js';

/**
 * Declares that a function which keeps its callback gives a promise when it is called without:
 *
 *     export function load(path: string, cb: (err: Error | null, text?: string) => void): void;
 *
 * gets another declaration in front of it, so that the last one, which others make types of, stays what it was:
 *
 *     export function load(path: string): Promise<string>;
 *
 * @returns nothing where that is declared already, or what the promise gives is not said
 */
export function promiseOverloads(source: SourceFile, fn: DualExport): readonly DeclarationEdit[] {
  let context: FileContext;
  try {
    context = fileContext(parse(source));
  } catch {
    return [];
  }
  const found = signaturesOf(context, fn.name, fn.className);
  if (found === 'other' || found.some(({ returns }) => isPromise(returns))) return [];
  const taking = found.filter(({ params }) => params.length === fn.at + 1);
  return taking.flatMap((signature) => {
    const edit = overloadOf(context, signature, fn);
    const { start, end } = signature.node;
    return edit ? [{ name: fn.name, start: start!, end: end!, edits: [edit] }] : [];
  });
}

function overloadOf(
  context: FileContext,
  { node, params, returns, type }: Signature,
  fn: DualExport,
): TextEdit | undefined {
  const { text } = context.file.source;
  const callback = params.at(-1);
  const result = returns?.type === 'TSTypeAnnotation' ? returns.typeAnnotation : undefined;
  const promise = callback && promiseOf(context, callback, fn);
  if (!callback || !result || promise === undefined || !/^TS(?:Void|Undefined|Any|Unknown)Keyword$/.test(result.type))
    return undefined;
  const before = params.at(-2);
  const without = (from: number, to: number): string =>
    text.slice(from, before ? before.end! : callback.start!) +
    text.slice(before ? callback.end! : endOfList(text, callback), to);
  if (type) {
    const list = text.slice(type.start!, returns!.start!).trimEnd();
    const given = `${without(type.start!, returns!.start!).trimEnd()}: ${promise}`;
    const both = `{ ${given}; ${list}: ${text.slice(result.start!, result.end!)} }`;
    return { start: type.start!, end: type.end!, text: both };
  }
  const indent = /[ \t]*$/.exec(text.slice(0, node.start!))![0];
  const overload = without(node.start!, result.start!) + promise + text.slice(result.end!, node.end!);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { start: node.start!, end: node.start!, text: `${overload}${eol}${indent}` };
}

/** Behind the only parameter, and the comma that goes along. */
const endOfList = (text: string, { end }: Node): number =>
  end! + (/^\s*,(?=\s*\))/.exec(text.slice(end!))?.[0].length ?? 0);

/** `undefined` when the declaration does not say what the callback gets. */
function promiseOf(context: FileContext, callback: Node, { convention }: DualExport): string | undefined {
  if (convention === 'void' || convention === 'null') return 'Promise<void>';
  const values = declaredValues(context, callback)?.map(({ type }) => textOf(context.file.source.text, type));
  const [first] = values ?? [];
  if (!values || first === undefined) return undefined;
  return convention === 'value' ? `Promise<${first}>` : undefined;
}
