import ts from 'typescript';
import type { BuiltinCallback, BuiltinTrap, PromiseForm } from '../../analysis/profiles/builtin-callback.js';
import { type CallbackSignature, readSignature } from './callback-signature.js';
import type { Declarations } from './declared-modules.js';
import { findMethodForm, findPromiseForm, isPromise, promisifyName } from './promise-form.js';

/** A function of a module, or a method of one of its classes. */
export interface Candidate {
  readonly module: string;
  readonly name: string;
  readonly owner?: string;
  readonly symbol: ts.Symbol;
}

/** The overloads of a candidate, by whether they take a callback that ends it. */
interface Overloads {
  readonly kind: BuiltinCallback['kind'];
  readonly taking: readonly CallbackSignature[];
  readonly without: readonly ts.Signature[];
}

/** The entry for one function or method; `undefined` when no overload takes a callback that ends it. */
export function profileRow(declarations: Declarations, candidate: Candidate): BuiltinCallback | undefined {
  const overloads = readOverloads(declarations, candidate);
  if (!overloads) return undefined;
  const { form, differs } = promiseForm(declarations, candidate, overloads);
  const { module, owner, name } = candidate;
  const { taking } = overloads;
  return {
    module,
    name: owner === undefined ? name : `${owner}#${name}`,
    kind: overloads.kind,
    positions: [...new Set(taking.map(({ position }) => position))].sort((a, b) => a - b),
    last: taking.every(({ last }) => last),
    optional: overloads.without.length > 0,
    values: longest(taking.map(({ values }) => values.map((value) => value.name))),
    ...(form ? { promise: form } : {}),
    traps: traps(declarations.checker, candidate.symbol, overloads, form, differs),
  };
}

function readOverloads(declarations: Declarations, { module, owner, name, symbol }: Candidate): Overloads | undefined {
  const { checker } = declarations;
  const signatures = checker.getTypeOfSymbol(symbol).getCallSignatures();
  const read = signatures.map((signature) => ({ signature, callback: readSignature(checker, signature) }));
  const all = read.flatMap(({ callback }) => callback ?? []);
  const errorFirst = all.filter((one) => one.errorFirst);
  const without = read.filter(({ callback }) => !callback || callback.optional).map(({ signature }) => signature);
  if (errorFirst.length > 0) return { kind: 'error-first', taking: errorFirst, without };
  // Values alone end a function only where somebody gave it a promise form: the others are listeners and mappers.
  const described = symbol.exports?.has(promisifyName) === true;
  const counterpart = owner !== undefined && findMethodForm(declarations, module, owner, name, [])?.via === 'class';
  return all.length > 0 && (described || counterpart) ? { kind: 'value', taking: all, without } : undefined;
}

function promiseForm(
  declarations: Declarations,
  { module, owner, name, symbol }: Candidate,
  { taking, without }: Overloads,
): { form: PromiseForm | undefined; differs: boolean } {
  if (owner === undefined) return findPromiseForm(declarations, module, symbol, taking);
  return { form: findMethodForm(declarations, module, owner, name, without), differs: false };
}

function traps(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  { taking, without }: Overloads,
  form: PromiseForm | undefined,
  differs: boolean,
): BuiltinTrap[] {
  const handle = returnsHandle(taking);
  const counts = new Set(taking.map(({ values }) => values.length));
  const omitted = without.map((signature) => signature.getReturnType());
  const found: Partial<Record<BuiltinTrap, boolean>> = {
    'promises-differ': differs,
    'sync-without-callback': !handle && omitted.some((type) => !returnsNothing(type) && !isPromise(checker, type)),
    'returns-handle': handle,
    'values-vary': counts.size > 1 || taking.some(({ rest }) => rest),
    'arguments-moved': form?.via === 'module' && taking.some(({ last }) => !last),
    'may-be-missing': symbol.getDocumentationComment(checker).some(({ text }) => text.includes('only implemented on')),
  };
  return Object.entries(found)
    .filter(([, holds]) => holds)
    .map(([trap]) => trap as BuiltinTrap);
}

/**
 * Whether the call itself gives something beside calling back. Where every overload may leave the callback out, it gives
 * that in any case; otherwise only the overloads that must have it tell.
 */
function returnsHandle(taking: readonly CallbackSignature[]): boolean {
  const required = taking.filter(({ optional }) => !optional);
  return (required.length > 0 ? required : taking).some(({ returns }) => !returnsNothing(returns));
}

function returnsNothing(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0;
}

function longest(lists: readonly (readonly string[])[]): readonly string[] {
  return lists.reduce((best, list) => (list.length > best.length ? list : best), []);
}
