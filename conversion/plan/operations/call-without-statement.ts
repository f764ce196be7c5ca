import type { CallExpression, Function as FunctionNode, OptionalCallExpression } from '@babel/types';
import { errorParameter } from '../../../analysis/handler.js';
import { matchOperation } from '../../../analysis/operations/match-operation.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { hintsOf } from '../attempts/hints.js';
import type { Region } from '../regions/region.js';

interface Found {
  readonly name: string;
  readonly decline: Decline;
}

/** A call whose value is used is no statement that could become an `await`. */
export function usedCall(region: Region, call: CallExpression, consumed: ReadonlySet<FunctionNode>): Found | undefined {
  const operation = matchOperation(region.context, call, hintsOf(region));
  if (operation?.kind !== 'error-first' || operation.receiver.kind !== 'handler') return undefined;
  if (operation.receiver.handler.binding || consumed.has(operation.receiver.handler.fn)) return undefined;
  const { name } = operation.callee;
  return { name, decline: new Decline('call-value-used', call, { callee: name }) };
}

/** `cache?.get(key, function (err, value) { … })`. */
export function optionalCall(call: OptionalCallExpression, consumed: ReadonlySet<FunctionNode>): Found | undefined {
  const last = call.arguments.at(-1);
  if (!isFunctionNode(last) || !errorParameter(last) || consumed.has(last)) return undefined;
  return { name: 'optional call', decline: new Decline('optional-call', call, {}) };
}
