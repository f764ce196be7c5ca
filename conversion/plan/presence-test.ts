import type { IfStatement, Statement } from '@babel/types';
import { matchCompletion } from './completion.js';
import { blockList, type Region } from './region.js';

/**
 * `if (cb) cb(null, v)`: a missing continuation is tolerated, and the test itself no longer matters.
 *
 * @returns the guarded completion
 */
export function presenceTested(region: Region, { test, consequent, alternate }: IfStatement): Statement | undefined {
  const { mode, context } = region;
  if (mode.kind !== 'callback' || alternate || test.type !== 'Identifier') return undefined;
  const binding = context.scopes.bindingOf(test);
  if (!binding || !mode.continuations.has(binding)) return undefined;
  const [only, ...others] = blockList(consequent).statements;
  if (!only || others.length > 0) return undefined;
  return matchCompletion(context, only, (name) => mode.continuations.has(name)) ? only : undefined;
}
