import ts from 'typescript';

export interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly isCallback: boolean;
  readonly type: ts.TypeNode | undefined;
}

/** One overload, as it is declared. */
export interface Signature {
  readonly text: string;
  readonly params: readonly Parameter[];
  readonly returns: string;
}

/** Reads `find(filter: Filter, callback?: Callback<Document[]>): Query`, or the same as the type of a property. */
export function readSignature(text: string): Signature {
  const source = `interface X { ${text.replace(/^constructor\b/, 'new ')} }`;
  const file = ts.createSourceFile('x.d.ts', source, ts.ScriptTarget.Latest, true);
  const member = (file.statements[0] as ts.InterfaceDeclaration).members[0]!;
  const fn =
    ts.isPropertySignature(member) && member.type && ts.isFunctionTypeNode(member.type)
      ? member.type
      : (member as ts.MethodSignature);
  return {
    text,
    params: fn.parameters.map(readParameter),
    returns: fn.type?.getText() ?? '',
  };
}

function readParameter({ name, type, questionToken, dotDotDotToken }: ts.ParameterDeclaration): Parameter {
  const text = type?.getText() ?? '';
  const isNamed = /^(?:callback|cb|done)$/.test(name.getText());
  const isCallback = !dotDotDotToken && (isNamed || /\bCallback\b|Callback</.test(text));
  return { name: name.getText(), optional: questionToken !== undefined, isCallback, type };
}

/** The callback of an overload: where it stands, and how many values it gets after the error. */
export function callbackOf({
  params,
}: Signature): { at: number; values: number | 'unknown'; thisType: string | undefined } | undefined {
  const at = params.findLastIndex(({ isCallback }) => isCallback);
  if (at < 0) return undefined;
  const type = functionType(params[at]!.type);
  if (!type) return { at, values: valuesOfAlias(params[at]!.type?.getText() ?? ''), thisType: undefined };
  const own = type.parameters.filter(({ name }) => name.getText() !== 'this');
  const thisType = type.parameters.find(({ name }) => name.getText() === 'this')?.type?.getText();
  return { at, values: Math.max(0, own.length - 1), thisType };
}

function functionType(type: ts.TypeNode | undefined): ts.FunctionTypeNode | undefined {
  if (!type) return undefined;
  if (ts.isFunctionTypeNode(type)) return type;
  if (ts.isParenthesizedTypeNode(type)) return functionType(type.type);
  return ts.isUnionTypeNode(type) ? type.types.map(functionType).find((each) => each !== undefined) : undefined;
}

/** `Callback<User>`, `Callback<void>`, `CallbackWithoutResult`; other names are interfaces of their own. */
function valuesOfAlias(text: string): number | 'unknown' {
  if (/^CallbackWithoutResult/.test(text) || /^(?:\w+\.)?Callback<void>$/.test(text)) return 0;
  if (/^(?:\w+\.)?Callback</.test(text)) return 1;
  return 'unknown';
}

/** Promises, and the thenables of mongoose. */
export const returnsPromise = ({ returns }: Signature): boolean =>
  /^(?:Promise|PromiseLike|Query|QueryWithHelpers|Aggregate|QueryOpThen)\s*</.test(returns) ||
  /^this$/.test(returns) ||
  /\bPromise</.test(returns);
