import type { IfStatement, Statement } from '@babel/types';
import { matchCompletion } from '../completions/completion.js';
import { defers } from './statement-effects.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { testedName } from './tested-name.js';
import { blockList, type Region } from '../regions/region.js';

/**
 * `if (cb) cb(null, v)`, `if (typeof cb === 'function') cb(null, v)`: a missing continuation is tolerated, and the test
 * itself no longer matters.
 *
 * @returns the guarded completion
 */
export function presenceTested(region: Region, { test, consequent, alternate }: IfStatement): Statement | undefined {
  const { mode, context } = region;
  const name = testedName(test);
  if (mode.kind !== 'callback' || alternate || !name) return undefined;
  const binding = context.scopes.bindingOf(name);
  if (!binding || !mode.continuations.has(binding)) return undefined;
  const [only, ...others] = blockList(consequent).statements;
  if (!only || others.length > 0) return undefined;
  return matchCompletion(context, only, (name) => mode.continuations.has(name)) ? only : undefined;
}

/** `if (cb) process.nextTick(cb)`: the same for a completion in a later turn. */
export function isPresenceOfDeferred(region: Region, { test, consequent, alternate }: IfStatement): boolean {
  const { mode, context } = region;
  const name = testedName(test);
  const binding = name && context.scopes.bindingOf(name);
  if (mode.kind !== 'callback' || alternate || !binding || !mode.continuations.has(binding)) return false;
  const [only, ...others] = blockList(consequent).statements;
  return only !== undefined && others.length === 0 && statementCall(only) !== undefined && defers(region, only);
}
