import type { Function as FunctionNode } from '@babel/types';

/** True for `function (this: Statement, err)`: TypeScript writes the type of `this` as a parameter. */
export function declaresThis({ params: [first] }: FunctionNode): boolean {
  return first?.type === 'Identifier' && first.name === 'this';
}

/** The parameters that a call gives values to. */
export const parametersOf = (fn: FunctionNode): FunctionNode['params'] =>
  declaresThis(fn) ? fn.params.slice(1) : fn.params;
