import ts from 'typescript';

/** One overload that takes a callback. */
export interface CallbackSignature {
  readonly position: number;
  readonly last: boolean;
  readonly optional: boolean;
  readonly errorFirst: boolean;
  /** The callback's parameters after the error, a rest parameter aside. */
  readonly values: readonly { readonly name: string; readonly type: ts.Type }[];
  /** Whether the callback also takes any number of further values. */
  readonly rest: boolean;
  readonly returns: ts.Type;
}

/** Reads an overload; `undefined` when no parameter of it is a callback. Of several function parameters the last counts. */
export function readSignature(checker: ts.TypeChecker, signature: ts.Signature): CallbackSignature | undefined {
  const parameters = signature.getParameters();
  for (let position = parameters.length - 1; position >= 0; position--) {
    const parameter = parameters[position]!;
    const declaration = parameter.valueDeclaration;
    if (!declaration || !ts.isParameter(declaration)) continue;
    const callback = callbackType(checker, checker.getTypeOfSymbol(parameter));
    if (!callback) continue;
    const rest = callback.getParameters().some(isRest);
    const fixed = callback.getParameters().filter((one) => !isRest(one));
    const all = fixed.map((symbol) => ({ name: symbol.name, type: checker.getTypeOfSymbol(symbol) }));
    const errorFirst = all[0] !== undefined && isErrorType(checker, all[0].type);
    return {
      position,
      last: position === parameters.length - 1,
      optional: checker.isOptionalParameter(declaration),
      errorFirst,
      values: errorFirst ? all.slice(1) : all.filter(({ type }) => !(type.flags & ts.TypeFlags.Void)),
      rest,
      returns: signature.getReturnType(),
    };
  }
  return undefined;
}

/** The signature of a parameter that can be nothing but a function, `undefined` and `null` aside. */
function callbackType(checker: ts.TypeChecker, type: ts.Type): ts.Signature | undefined {
  const given = checker.getNonNullableType(type);
  const constraint = given.isTypeParameter() ? (checker.getBaseConstraintOfType(given) ?? given) : given;
  const parts = constraint.isUnion() ? constraint.types : [constraint];
  const signatures = parts.map((part) => part.getCallSignatures());
  return signatures.every((list) => list.length === 1) ? signatures[0]![0] : undefined;
}

/** Whether a parameter holds an error when something failed: by its type, for its name may be anything. */
function isErrorType(checker: ts.TypeChecker, type: ts.Type): boolean {
  const proper = checker.getNonNullableType(type);
  if (proper.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return false;
  const error = checker.resolveName('Error', undefined, ts.SymbolFlags.Interface, false);
  return error !== undefined && checker.isTypeAssignableTo(proper, checker.getDeclaredTypeOfSymbol(error));
}

function isRest({ valueDeclaration }: ts.Symbol): boolean {
  return (
    valueDeclaration !== undefined && ts.isParameter(valueDeclaration) && valueDeclaration.dotDotDotToken !== undefined
  );
}
