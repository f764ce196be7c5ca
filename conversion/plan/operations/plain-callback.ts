import type { Function as FunctionNode } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { isCallbackName } from '../../../analysis/names-by-convention.js';
import { isTypeScript } from '../typed/declared-type.js';

/** Whether a parameter that gets values only may be a continuation: it is the last one and has the name of one. */
export function mayBePlain(context: FileContext, fn: FunctionNode, continuation: Continuation): boolean {
  const { parameter, at, names, tolerant } = continuation;
  if (!parameter || !isCallbackName(parameter.name) || at !== fn.params.length - 1) return false;
  return names.size === 1 && !tolerant && !isTypeScript(context);
}
