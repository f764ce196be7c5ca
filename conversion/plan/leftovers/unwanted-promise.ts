import type { CallExpression, Expression, Function as FunctionNode, Node, Statement } from '@babel/types';
import { resolveCallee } from '../../../analysis/callee.js';
import { continuationsOf } from '../../../analysis/continuation.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { shimHelper } from '../../../analysis/timing/function-key.js';
import { calledBy } from '../../../analysis/timing/shared-fields.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import type { Region } from '../regions/region.js';
import { knownFunction } from '../rounds/known-function.js';

/**
 * `return report(err)` in code that nobody waits for, where `report` can do without its callback: once converted, it gives a
 * promise then. What fails in it reached nobody, and would be taken for a failure of this code. So does what an earlier run
 * made of an operation: `return asCallback.optional(cb, …)`.
 *
 * @returns what must not be given back
 */
export function unwantedPromise(region: Region, statement: Statement): Expression | undefined {
  const { context, mode } = region;
  if (mode.kind !== 'detached' || statement.type !== 'ReturnStatement' || !statement.argument) return undefined;
  const mayReject = (call: CallExpression): boolean =>
    isOptional(context, call) || callsAlone(context, call) || callsDual(region, call);
  return callsGivenBack(statement.argument).some(mayReject) ? statement.argument : undefined;
}

/** The calls whose result an expression gives: both of `err ? report(err) : count()`. */
function callsGivenBack(value: Expression): CallExpression[] {
  switch (value.type) {
    case 'CallExpression':
      return [value];
    case 'ConditionalExpression':
      return [...callsGivenBack(value.consequent), ...callsGivenBack(value.alternate)];
    case 'LogicalExpression':
      return [...callsGivenBack(value.left), ...callsGivenBack(value.right)];
    case 'SequenceExpression':
      return callsGivenBack(value.expressions.at(-1)!);
    default:
      return [];
  }
}

/** `asCallback.optional(…)`, `asCallback.engine.optional.void(…)`: what fails without a callback is nobody's. */
function isOptional(context: FileContext, call: CallExpression): boolean {
  if (shimHelper(context, call) !== 'asCallback') return false;
  for (let node: Node = call.callee; node.type === 'MemberExpression'; node = node.object)
    if (node.property.type === 'Identifier' && node.property.name === 'optional') return true;
  return false;
}

/** `lib.report(err)`, where another file gives it a promise form. It does no harm should that be taken back: nothing rests on it. */
function callsDual(region: Region, call: CallExpression): boolean {
  const callee = resolveCallee(region.context, call);
  if (callee.kind === 'local' || call.arguments.some((argument) => isFunctionNode(argument))) return false;
  const known = knownFunction({ ...region, imports: { ...region.imports, requires: new Set() } }, callee);
  return known?.verdict === 'dual' && call.arguments.length <= known.at;
}

const callsAlone = (context: FileContext, call: CallExpression): boolean =>
  !call.arguments.some((argument) => isFunctionNode(argument)) &&
  calledBy(context, call).some((fn) => worksAlone(context, fn));

/** Whether a function tests for its callback, or puts another one in its place. */
const worksAlone = (context: FileContext, fn: FunctionNode): boolean =>
  continuationsOf(context, fn).some(
    ({ names, tolerant }) =>
      tolerant ||
      [...names].some(({ references }) =>
        references.some(({ identifier }) =>
          /^(?:If|While)Statement$|^(?:Logical|Conditional|Unary)Expression$/.test(
            context.parents.get(identifier)?.parent.type ?? '',
          ),
        ),
      ),
  );
