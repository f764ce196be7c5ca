import ts from 'typescript';
import type { PromiseForm } from '../../analysis/profiles/builtin-callback.js';
import type { CallbackSignature } from './callback-signature.js';
import type { Declarations } from './declared-modules.js';

/** The `__promisify__` that the declarations put beside a function to describe `util.promisify` of it. */
export const promisifyName = ts.escapeLeadingUnderscores('__promisify__');

export interface FoundForm {
  readonly form: PromiseForm | undefined;
  /** True when a promise module has the name but gives another kind of value. */
  readonly differs: boolean;
}

/**
 * Finds how a function of a module can be awaited.
 * @param overloads those of its overloads that take the callback
 */
export function findPromiseForm(
  declarations: Declarations,
  module: string,
  symbol: ts.Symbol,
  overloads: readonly CallbackSignature[],
): FoundForm {
  const inModule = promiseResults(declarations, module, symbol.name);
  if (inModule && sameResult(declarations.checker, inModule, overloads)) {
    return {
      form: withFields({ via: 'module', module: `${module}/promises` }, declarations.checker, inModule, overloads),
      differs: false,
    };
  }
  return { form: promisified(declarations.checker, symbol, overloads), differs: inModule !== undefined };
}

/**
 * Finds how a method can be awaited without help.
 * @param owner name of its class
 * @param without its overloads that take no callback, or for which it may be left out
 */
export function findMethodForm(
  declarations: Declarations,
  module: string,
  owner: string,
  name: string,
  without: readonly ts.Signature[],
): PromiseForm | undefined {
  const { checker, modules } = declarations;
  if (without.some((signature) => isPromise(checker, signature.getReturnType()))) return { via: 'omit-callback' };
  const promises = modules.find((one) => one.name === `${module}/promises`);
  const counterpart = promises?.exports.find((one) => one.name === owner && one.flags & ts.SymbolFlags.Class);
  const method = counterpart && checker.getPropertyOfType(checker.getDeclaredTypeOfSymbol(counterpart), name);
  const returns = method
    ? checker
        .getTypeOfSymbol(method)
        .getCallSignatures()
        .map((signature) => signature.getReturnType())
    : [];
  return returns.some((type) => isPromise(checker, type)) ? { via: 'class', module: `${module}/promises` } : undefined;
}

/** Whether awaiting a value of this type gives another type. */
export function isPromise(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.getAwaitedType(type) !== type;
}

function promisified(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  overloads: readonly CallbackSignature[],
): PromiseForm | undefined {
  const described = symbol.exports?.get(promisifyName);
  if (described) return withFields({ via: 'promisify' }, checker, awaitedReturns(checker, described), overloads);
  // Without a description promisify appends its callback: right when the callback is always last and has one value at most.
  const plain = overloads.every(({ last, errorFirst, values }) => last && errorFirst && values.length <= 1);
  return plain ? { via: 'promisify' } : undefined;
}

/** What the function of that name in `<module>/promises` resolves with, one type per overload. */
function promiseResults({ checker, modules }: Declarations, module: string, name: string): ts.Type[] | undefined {
  const promises = modules.find((one) => one.name === `${module}/promises`);
  const symbol = promises?.exports.find((one) => one.name === name && one.flags & ts.SymbolFlags.Function);
  return symbol && awaitedReturns(checker, symbol);
}

function awaitedReturns(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type[] {
  const signatures = checker.getTypeOfSymbol(symbol).getCallSignatures();
  return signatures.map((signature) => checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType());
}

/** Whether some overload of the promise form gives the value that some overload of the callback form gives. */
function sameResult(
  checker: ts.TypeChecker,
  results: readonly ts.Type[],
  overloads: readonly CallbackSignature[],
): boolean {
  return overloads.some(({ values }) => {
    if (values.length > 1) return true;
    const value = values[0];
    if (!value) return results.some((result) => isVoid(result) || isOpen(result));
    const type = checker.getNonNullableType(value.type);
    return results.some(
      (result) => checker.isTypeAssignableTo(type, result) || checker.isTypeAssignableTo(result, type),
    );
  });
}

/** Adds the names of the properties into which several values were put. */
function withFields(
  form: Extract<PromiseForm, { fields?: unknown }>,
  checker: ts.TypeChecker,
  results: readonly ts.Type[],
  overloads: readonly CallbackSignature[],
): PromiseForm {
  const most = Math.max(...overloads.map(({ values }) => values.length));
  if (most < 2) return form;
  const [result] = results.filter((type) => !checker.isArrayType(type));
  return result ? { ...form, fields: checker.getPropertiesOfType(result).map(({ name }) => name) } : form;
}

function isVoid(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0;
}

/** Whatever the caller hands over: the `value` of `setTimeout(ms, value)`. */
function isOpen(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.Conditional)) !== 0;
}
