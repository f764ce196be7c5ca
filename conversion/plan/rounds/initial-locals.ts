import type { Function as FunctionNode } from '@babel/types';
import { kindOf } from '../../../analysis/callback-kind.js';
import { continuationsOf } from '../../../analysis/continuation.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { isCalledOnce } from '../../../analysis/continuation-use.js';
import { testContinuation } from '../../../analysis/test-callback.js';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import type { LocalFunction, LocalFunctions } from './local-functions.js';

export { kindOf };

/** What the planning of a file begins with: the hope that every callback function gets a promise form. */
export function initialLocals(context: FileContext): LocalFunctions {
  const locals = new Map<FunctionNode, LocalFunction>();
  walk(context.file.ast, {
    enter(node) {
      if (!isFunctionNode(node) || testContinuation(context, node)) return;
      for (const continuation of continuationsOf(context, node)) {
        const kind = kindOf(context, continuation);
        if (!kind) continue;
        const verdict = kind === 'error-first' ? 'dual' : 'leave';
        locals.set(node, {
          verdict,
          at: continuation.at,
          kind,
          convention: 'value',
          cleanErrors: true,
          uniform: true,
          direct: true,
          once: isCalledOnce(context, node, continuation),
        });
        break;
      }
    },
  });
  return locals;
}
