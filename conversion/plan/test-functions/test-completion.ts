import type { CallExpression, Node, Statement } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';
import { line, spanOf, type Item, type Part } from '../../items.js';
import { awaitForm } from '../await/await-form.js';
import { promiseConvention } from '../await/promise-convention.js';
import { isNullish, isTruthyExpression, type Completion } from '../completions/completion.js';
import type { PendingCompletion } from '../completions/convention.js';
import { replace, type Ends, type Flow, type Region } from '../regions/region.js';
import { completionComments } from '../statements/stray-comments.js';

/** True for a call of the callback of the test that is being planned. */
export function isTestEnd({ mode, context }: Region, { callee }: CallExpression): boolean {
  if (mode.kind !== 'callback' || !mode.test || callee.type !== 'Identifier') return false;
  const binding = context.scopes.bindingOf(callee);
  return binding !== undefined && mode.continuations.has(binding);
}

/**
 * `done()` becomes `return`, `done(err)` a `throw`: a test runner looks at nothing but whether it got an error.
 *
 * @param consume marks the use of the callback as understood
 */
export function planTestCompletion(
  region: Region,
  statement: Statement,
  { call }: Completion,
  flow: Flow,
  consume: () => void,
): Ends {
  const error = call.arguments[0];
  const name = region.context.file.source.text.slice(call.callee.start!, call.callee.end!);
  if (!call.arguments.slice(1).every(isInert)) throw new Decline('completions-disagree', call, {});
  const lines = endLines(region, error, flow);
  if (!lines) throw new Decline('completions-disagree', call, {});
  if (flow.guarded && lines.some(({ parts }) => parts[0] !== 'return'))
    throw new Decline('error-completion-in-try', statement, {});
  if (flow.guarded) region.notes.push(new Decline('second-completion-gone', call, { name }));
  consume();
  region.completions.push(ended());
  replace(region, statement, [...completionComments(region, call, statement), ...lines]);
  return 'always';
}

function endLines(region: Region, error: Node | undefined, flow: Flow): (Item & { kind: 'line' })[] | undefined {
  const end: Item & { kind: 'line' } = { kind: 'line', parts: ['return'] };
  if (!error || isNullish(error)) return [end];
  const binding = error.type === 'Identifier' ? region.context.scopes.bindingOf(error) : undefined;
  if (binding && flow.falsy.has(binding)) return [end];
  const thrown: Part[] = ['throw ', spanOf(error)];
  if (isTruthyExpression(error) || (binding && flow.truthy.has(binding))) return [{ kind: 'line', parts: thrown }];
  if (!binding) return undefined;
  return [{ kind: 'line', parts: ['if (', spanOf(error), ') ', ...thrown] }, end];
}

/** A value that nobody reads, and that does nothing when it is computed. */
const isInert = ({ type }: Node): boolean =>
  /^(?:Identifier|(?:String|Numeric|Boolean|Null)Literal|ThisExpression)$/.test(type);

/** A completion of which nobody needs to know more. */
export const ended = (): PendingCompletion => ({ parts: ['return'], shape: { kind: 'bare' } });

/** `store.clear(done)`: the test waits for the operation, whatever it gives. */
export function planTestForward(region: Region, statement: Statement, operation: Operation): Ends {
  const wanted = promiseConvention(region, operation) === 'values' ? 'values' : 'value';
  const form = awaitForm(region, operation, wanted);
  region.completions.push(ended());
  replace(region, statement, [line('await ', ...form.parts), line('return')]);
  return 'always';
}

/** Writes the completions that other rooms have left open. @returns false when one of them cannot be said */
export function settleTestCompletions(completions: readonly PendingCompletion[]): boolean {
  return completions.every(({ parts, shape }) => {
    if (shape.kind !== 'bare' && shape.kind !== 'success' && shape.kind !== 'throw') return false;
    parts.splice(0, parts.length, ...(shape.kind === 'throw' ? ['throw ', shape.error] : ['return']));
    return true;
  });
}
