import type { Statement } from '@babel/types';
import { calleeName } from '../../analysis/callee.js';
import { findOwn } from '../../syntax/walk.js';

/** Functions that look who called: `caller()`, `callsites()`, `Error.captureStackTrace(this)`. */
const LOOKS_AT_STACK = /^(?:get)?_?(?:callers?|callsites?|callerFile|stack)$|stack_?trace|(?:Caller|CallSites?)$/i;

/** Whether a statement looks at the stack, on which an async body stands between a function and its caller. */
export const readsStack = (statement: Statement): boolean =>
  findOwn(statement, (node) => node.type === 'CallExpression' && LOOKS_AT_STACK.test(calleeName(node))) !== undefined;
