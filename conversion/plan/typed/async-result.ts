import type { Function as FunctionNode, Node } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { functionName } from '../../../analysis/local-function.js';
import { parametersOf } from '../../../syntax/parameters.js';
import type { Binding } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import type { Part, Span } from '../../items.js';
import type { ConventionResult } from '../completions/convention.js';
import type { Region } from '../regions/region.js';
import { declaredValues } from './callback-type.js';
import { isTypeScript } from './declared-type.js';
import { lastParameterSpan, overloadsOf } from './signature.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * Says what an async function gives that lost its callback: what the callback was declared to get. Where that may be
 * missing, the compiler finds out more than the declaration says.
 *
 *     function load(path: string, cb: (err: Error | null, text: string) => void): void
 *     async function load(path: string): Promise<string>
 */
export function typeAsyncFunction(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  result: ConventionResult,
): void {
  if (!isTypeScript(region.context)) return;
  checkReturnType(fn, fn);
  const isCyclic = isUsedIn(region, fn, fn);
  const type = resultType(region, parametersOf(fn)[continuation.at], result);
  const isExact = type !== undefined && (!type.optional || isCyclic);
  if (result.convention === 'values' ? !type || type.optional : isCyclic && !type) throw unknownResult(region, fn);
  if (isExact && (fn.returnType || isCyclic || result.convention === 'values')) say(region, fn, type.parts);
  else if (fn.returnType) say(region, fn, undefined);
}

/**
 * The same of what is declared in front of the function, each with the value of its own callback.
 *
 *     function load(id: string, cb: Done<string>): void
 *     function load(id: string): Promise<string>
 */
export function typeOverloads(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  result: ConventionResult,
): void {
  const { context } = region;
  for (const overload of isTypeScript(context) ? overloadsOf(context, fn) : []) {
    // A callback in another place than the function's own means that it shuffles its arguments.
    if (overload.params.length !== continuation.at + 1 || !overload.returnType) throw unknownResult(region, fn);
    checkReturnType(overload, fn);
    const type = resultType(region, overload.params.at(-1), result);
    if (!type) throw unknownResult(region, fn);
    const span = lastParameterSpan(context.file.source.text, overload.params);
    region.replacements.push({ ...span, items: [], needsBlock: false, inline: [] });
    const place = { start: overload.returnType.start!, end: overload.returnType.end! };
    region.replacements.push({ ...place, items: [], needsBlock: false, inline: [': ', ...type.parts] });
  }
}

/** The same of local functions through which the function around completes; it keeps its callback. */
export function typeContinuationFunctions(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  result: ConventionResult,
): void {
  if (!isTypeScript(region.context)) return;
  const functions = [...region.continuationFunctions.keys()];
  for (const local of functions) {
    checkReturnType(local, local);
    const isCyclic = functions.some((other) => isUsedIn(region, local, other) && isUsedIn(region, other, local));
    if (!isCyclic) {
      if (local.returnType) say(region, local, undefined);
      continue;
    }
    const param = continuation.parameter ? parametersOf(fn)[continuation.at] : undefined;
    const isPlain = region.completions.every(({ shape }) => shape.kind !== 'exact' && !isExactForward(shape));
    const type = isPlain && !result.usesValues ? resultType(region, param, result) : undefined;
    if (!type) throw unknownResult(region, local);
    say(region, local, type.parts);
  }
}

const isExactForward = (shape: Region['completions'][number]['shape']): boolean =>
  shape.kind === 'forward' && shape.values === 'exact';

const unknownResult = (region: Region, fn: FunctionNode): Decline =>
  new Decline('result-type-unknown', fn, { name: functionName(region.context, fn) });

/** `Promise<T>`; `optional` when the callback may be called without the value. */
function resultType(
  region: Region,
  param: Node | undefined,
  { convention }: ConventionResult,
): { readonly parts: readonly Part[]; readonly optional: boolean } | undefined {
  if (convention === 'void' || convention === 'null') return { parts: ['Promise<void>'], optional: false };
  const values = param && declaredValues(region.context, param);
  const [first] = values ?? [];
  if (!values || !first) return undefined;
  if (convention === 'value') {
    const parts = ['Promise<', ...first.type, first.optional ? ' | undefined>' : '>'];
    return { parts, optional: first.optional };
  }
  const list = values.flatMap(({ type }, index): Part[] => (index > 0 ? [', ', ...type] : [...type]));
  return { parts: ['Promise<[', ...list, ']>'], optional: values.some(({ optional }) => optional) };
}

/** A function that promised something else than nothing is left to people. */
function checkReturnType({ returnType }: Pick<FunctionNode, 'returnType'>, fn: FunctionNode): void {
  const declared = returnType?.type === 'TSTypeAnnotation' ? returnType.typeAnnotation.type : undefined;
  const isFree = declared === undefined || /^TS(?:Void|Undefined|Any|Unknown)Keyword$/.test(declared);
  if ((returnType && !declared) || !isFree) throw new Decline('function-is-special', fn, {});
}

/** True when `fn` is used by its name in `place`. */
function isUsedIn(region: Region, fn: FunctionNode, place: FunctionNode): boolean {
  return namesOf(region, fn).some(({ references }) => references.some(({ identifier }) => isWithin(identifier, place)));
}

function namesOf({ context }: Region, fn: FunctionNode): Binding[] {
  const parent = context.parents.get(fn)?.parent;
  const own = 'id' in fn && fn.id ? context.scopes.bindingOf(fn.id) : undefined;
  const variable =
    parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
      ? context.scopes.bindingOf(parent.id)
      : undefined;
  return [own, variable].filter((binding) => binding !== undefined);
}

/** Puts `: T` in the place of what the function was declared to return, or takes that away. */
function say(region: Region, fn: FunctionNode, type: readonly Part[] | undefined): void {
  const place = resultSpan(region, fn);
  region.replacements.push({ ...place, items: [], needsBlock: false, inline: type ? [': ', ...type] : [] });
}

function resultSpan({ context }: Region, fn: FunctionNode): Span {
  if (fn.returnType) return { start: fn.returnType.start!, end: fn.returnType.end! };
  const { text } = context.file.source;
  const head = fn.type === 'ArrowFunctionExpression' ? text.lastIndexOf('=>', fn.body.start!) : fn.body.start!;
  const end = text.lastIndexOf(')', head) + 1;
  return { start: end, end };
}
