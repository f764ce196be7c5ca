import type { CallExpression } from '@babel/types';
import { kindOf } from '../../analysis/callback-kind.js';
import { continuationsOf } from '../../analysis/continuation.js';
import { fileContext, type FileContext } from '../../analysis/file-context.js';
import { errorParameter, handlerOf } from '../../analysis/handler.js';
import { keysOfCall, keysOfFunction, shimHelper } from '../../analysis/timing/function-key.js';
import { parse } from '../../syntax/parse.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';

/** The calls of a package whose callee is a callback function in another of its files, by their form after a conversion. */
export interface CallsAcrossFiles {
  /** `await f(a)`, `return f(a)`: the callee gives the promise itself. */
  readonly awaited: number;
  /** `task(f, a)`, `task.method(o, 'f', a)`. */
  readonly shim: number;
  /** A callback is handed over, as before. */
  readonly left: number;
}

export type CallForm = keyof CallsAcrossFiles;

/** One of these calls. */
export interface CallAcrossFiles {
  readonly path: string;
  /** 1-based, in the converted file. */
  readonly line: number;
  readonly form: CallForm;
  readonly text: string;
}

type Sources = ReadonlyMap<string, string>;

/**
 * Finds the calls from one file to another. Functions are told apart by their last names, so only names that the file of the
 * call does not give to a callback function itself count.
 *
 * @param before the sources as they were: what takes a callback is read from them
 * @param after the same files after a conversion
 */
export function callsAcrossFiles(before: Sources, after: Sources): CallAcrossFiles[] {
  const homes = new Map<string, Set<string>>();
  for (const [path, text] of before)
    for (const key of callbackFunctions(path, text)) homes.set(key, (homes.get(key) ?? new Set()).add(path));
  return [...after].flatMap(([path, text]) => {
    const context = contextOf(path, text);
    return context ? callsIn(context, (key) => homes.has(key) && !homes.get(key)!.has(path)) : [];
  });
}

/** How many there are of each form. */
export function countCalls(calls: readonly CallAcrossFiles[]): CallsAcrossFiles {
  const count = (form: CallForm): number => calls.filter((call) => call.form === form).length;
  return { awaited: count('awaited'), shim: count('shim'), left: count('left') };
}

function contextOf(path: string, text: string): FileContext | undefined {
  try {
    return fileContext(parse({ path, text }));
  } catch {
    return undefined;
  }
}

function callbackFunctions(path: string, text: string): string[] {
  const context = contextOf(path, text);
  const keys: string[] = [];
  if (context)
    walk(context.file.ast, {
      enter(node) {
        if (!isFunctionNode(node)) return;
        const takesError = continuationsOf(context, node).some((one) => kindOf(context, one) === 'error-first');
        if (takesError) keys.push(...keysOfFunction(context, node));
      },
    });
  return keys;
}

function callsIn(context: FileContext, isElsewhere: (key: string) => boolean): CallAcrossFiles[] {
  const calls: CallAcrossFiles[] = [];
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || !keysOfCall(context, node).some(isElsewhere)) return;
      const form = formOf(context, node);
      if (!form) return;
      const text = context.file.source.text.slice(node.start!, node.end!).split('\n')[0]!.slice(0, 120);
      calls.push({ path: context.file.source.path, line: context.lines.at(node.start!).line, form, text });
    },
  });
  return calls;
}

function formOf(context: FileContext, call: CallExpression): CallForm | undefined {
  if (shimHelper(context, call) === 'task') return 'shim';
  if (handsOver(context, call)) return 'left';
  return isAwaited(context, call) ? 'awaited' : undefined;
}

/** `await f(a)`, and `return f(a)` of an async function. */
function isAwaited({ parents }: FileContext, call: CallExpression): boolean {
  const parent = parents.get(call)?.parent;
  if (parent?.type !== 'ReturnStatement') return parent?.type === 'AwaitExpression';
  return parents.enclosingFunction(call)?.async === true;
}

/** Whether the last argument is an error-first handler, or the callback of a function around the call. */
function handsOver(context: FileContext, call: CallExpression): boolean {
  const last = call.arguments.at(-1);
  const handler = last && handlerOf(context, last);
  if (handler) return errorParameter(handler.fn) !== undefined;
  const binding = last?.type === 'Identifier' ? context.scopes.bindingOf(last) : undefined;
  return (
    binding !== undefined &&
    [...context.parents.ancestors(call)].some(
      (node) => isFunctionNode(node) && continuationsOf(context, node).some(({ names }) => names.has(binding)),
    )
  );
}
