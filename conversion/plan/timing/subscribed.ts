import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { continuationsOf } from '../../../analysis/continuation.js';
import { functionName } from '../../../analysis/local-function.js';
import { keysOfFunction } from '../../../analysis/timing/function-key.js';
import type { Binding } from '../../../syntax/scope.js';
import { isDirectCall } from '../../../syntax/direct-call.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';
import { timingOf } from './non-tail.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * What a function hands over that another callback gave it has begun already: who subscribes to it in the callback would miss what
 * comes before an `await` goes on.
 *
 * @param nodes the code that becomes async
 * @throws {Decline} where such a value goes to the callback, or the callback to somebody who may have such a value
 */
export function checkSubscribed(region: Region, fn: FunctionNode, nodes: readonly Node[]): void {
  const { context } = region;
  const observer = keysOfFunction(context, fn)
    .map((key) => timingOf(region).subscriber(key))
    .find((place) => place !== undefined);
  if (observer === undefined) return;
  const isInOneOf = (inner: Node): boolean => nodes.some((node) => isWithin(inner, node));
  for (const { names } of continuationsOf(context, fn))
    for (const name of names)
      for (const { identifier } of name.references)
        if (isInOneOf(identifier) && handsOver(region, fn, identifier))
          throw new Decline('callback-subscribes', identifier, { name: functionName(context, fn), observer });
}

/** `cb(err, stream)`, `cb.apply(null, args)`, `open(path, cb)` */
function handsOver({ context }: Region, fn: FunctionNode, use: Node): boolean {
  const link = context.parents.get(use);
  if (!link) return false;
  if (link.parent.type === 'MemberExpression') return link.key === 'object';
  if (!isDirectCall(link.parent)) return false;
  if (link.key === 'arguments') return true;
  return link.parent.arguments.slice(1).some((argument) => isGiven(argument));

  function isGiven(argument: CallExpression['arguments'][number]): boolean {
    if (argument.type === 'SpreadElement') return true;
    const binding: Binding | undefined =
      argument.type === 'Identifier' ? context.scopes.bindingOf(argument) : undefined;
    const owner = binding?.kind === 'param' ? context.parents.enclosingFunction(binding.declarations[0]!) : undefined;
    return owner !== undefined && owner !== fn;
  }
}
