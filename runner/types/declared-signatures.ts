import type ts from 'typescript';
import type { DeclaredPromise } from '../../core/index.js';
import type { Compiler } from './load-compiler.js';

/** A function of a package as the compiler sees it. */
export interface DeclaredFunction {
  readonly compiler: Compiler;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly signatures: readonly ts.Signature[];
}

/**
 * Tells whether a function that is called with some arguments and a callback gives the same by a promise when the callback
 * is left out: for each way in which it may be called so, there has to be one with the same parameters whose promise
 * has the type of the callback's value.
 *
 *     function read(path: string, cb: (err: Error | null, text: string) => void): void
 *     function read(path: string): Promise<string>
 *
 * @param count of the arguments before the callback
 * @returns undefined when the declarations do not say so
 */
export function promiseOf(fn: DeclaredFunction, count: number): Pick<DeclaredPromise, 'givesValue'> | undefined {
  const taking = fn.signatures.flatMap((signature) => {
    const callback = callbackOf(fn, signature.parameters[count]);
    return callback ? [{ signature, callback }] : [];
  });
  const [first] = taking;
  const givesValue = first?.callback.value !== undefined;
  const isSure = taking.every(
    ({ signature, callback }) =>
      (callback.value !== undefined) === givesValue &&
      fn.signatures.some((other) => isCounterpart(fn, signature, other, count, callback.value)),
  );
  return first && isSure ? { givesValue } : undefined;
}

interface Callback {
  /** What comes after the error; undefined for nothing. */
  readonly value: ts.Type | undefined;
}

/** `(err: Error | null, value?: T) => void`: an error first, and one value at most. */
function callbackOf({ checker, compiler }: DeclaredFunction, parameter: ts.Symbol | undefined): Callback | undefined {
  if (!parameter?.valueDeclaration) return undefined;
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, parameter.valueDeclaration));
  const [only, ...others] = type.getCallSignatures();
  if (!only || others.length > 0 || only.parameters.length > 2) return undefined;
  const [error, value] = only.parameters.map((each) => each.valueDeclaration && typeOf(checker, each));
  const isUntold = error && (error.flags & (compiler.TypeFlags.Any | compiler.TypeFlags.Unknown)) !== 0;
  return error && (isUntold || checker.getPropertyOfType(error, 'message')) ? { value } : undefined;
}

const typeOf = (checker: ts.TypeChecker, parameter: ts.Symbol): ts.Type =>
  checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, parameter.valueDeclaration!));

/** Whether a signature takes the same arguments, and gives a promise of the value. */
function isCounterpart(
  fn: DeclaredFunction,
  signature: ts.Signature,
  other: ts.Signature,
  count: number,
  value: ts.Type | undefined,
): boolean {
  const { checker } = fn;
  const resolved = promised(fn, checker.getReturnTypeOfSignature(other));
  if (!resolved || other.parameters.slice(count).some((parameter) => !isOptional(checker, parameter))) return false;
  const isSame = signature.parameters.slice(0, count).every((parameter, index) => {
    const counterpart = other.parameters[index];
    if (!counterpart?.valueDeclaration || !parameter.valueDeclaration) return false;
    return nameOf(fn, typeOf(checker, parameter)) === nameOf(fn, typeOf(checker, counterpart));
  });
  if (!isSame) return false;
  return value ? nameOf(fn, value) === nameOf(fn, checker.getNonNullableType(resolved)) : isNothing(fn, resolved);
}

function isOptional(checker: ts.TypeChecker, { valueDeclaration: declared }: ts.Symbol): boolean {
  const parameter = declared as ts.ParameterDeclaration | undefined;
  return parameter !== undefined && checker.isOptionalParameter(parameter);
}

/** `T` of a native `Promise<T>`. */
function promised({ program, checker }: DeclaredFunction, type: ts.Type): ts.Type | undefined {
  const declared = type.getSymbol();
  if (declared?.name !== 'Promise') return undefined;
  const isNative = declared.declarations?.some((one) => program.isSourceFileDefaultLibrary(one.getSourceFile()));
  return isNative ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
}

const isNothing = ({ compiler }: DeclaredFunction, { flags }: ts.Type): boolean =>
  (flags & (compiler.TypeFlags.Void | compiler.TypeFlags.Undefined)) !== 0;

/** What is written alike in one package is the same type. */
function nameOf({ checker, compiler: { TypeFormatFlags } }: DeclaredFunction, type: ts.Type): string {
  return checker.typeToString(type, undefined, TypeFormatFlags.NoTruncation | TypeFormatFlags.UseFullyQualifiedType);
}
