import type { Operation } from '../../../analysis/operations/operation.js';
import { isDirectCall } from '../../../syntax/direct-call.js';
import { isNullish } from '../completions/completion.js';
import type { Region } from '../regions/region.js';

/**
 * True when a function of the file calls back without an error wherever it does, and hands its callback to nobody: what its
 * promise form rejects with was thrown, and nobody could pass it by.
 */
export function neverFails({ context, locals }: Region, { callee }: Operation): boolean {
  const local = callee.kind === 'local' ? locals.get(callee.fn) : undefined;
  const parameter = callee.kind === 'local' && local ? callee.fn.params[local.at] : undefined;
  const binding = parameter?.type === 'Identifier' ? context.scopes.bindingOf(parameter) : undefined;
  if (!binding || binding.references.length === 0) return false;
  return binding.references.every(({ identifier }) => {
    const link = context.parents.get(identifier);
    return isDirectCall(link?.parent) && link.key === 'callee' && isNullish(link.parent.arguments[0]);
  });
}
