import type { Node } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { spanOf } from '../../items.js';
import { waitFor } from '../timing/at-once.js';
import { calledIdentifier, matchCompletion } from '../completions/completion.js';
import type { PendingCompletion } from '../completions/convention.js';
import { awaitValues, type OperationPlan, type Reception } from './reception.js';
import { noErrorOf } from './no-error.js';
import type { Region } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';

/**
 * A handler that only hands its error on: `function (err) { cb(err); }` is `await f(); return`. With values it is not
 * the same: `cb(err, v)` gives two arguments on failure as well, where a rejection gives one.
 */
export function passAlongForm(reception: Reception, error: Binding): OperationPlan | undefined {
  const { region, operation, list } = reception;
  const { mode, context } = region;
  const [only] = list.statements;
  if (
    mode.kind !== 'callback' ||
    mode.executor ||
    mode.plain ||
    list.statements.length !== 1 ||
    error.references.length !== 1
  )
    return undefined;
  const completion = matchCompletion(context, only!, (binding) => mode.continuations.has(binding));
  if (!completion || completion.optional) return undefined;
  const [first, ...values] = completion.call.arguments;
  if (!first || !isVariable(region, first, error) || values.length > 0) return undefined;
  const { values: bound, form } = awaitValues(reception);
  const noError = noErrorOf(region, operation);
  // `cb(undefined)` is not `cb(null)`, and what a bridge hands over may be either.
  const isSame = form.cleanErrors && (form.rung === 'bridge' ? noError === 'null' : noError !== 'undefined');
  if (bound.hasPattern || !(mode.test || isSame)) return undefined;
  region.consumed.add(calledIdentifier(completion.call));
  region.names.forget(spanOf(first));
  const comments = commentsWithin(region, list.span).map((comment) => ({
    kind: 'comment' as const,
    span: spanOf(comment),
  }));
  const pending: PendingCompletion = { parts: [], shape: { kind: 'success', values: [] } };
  region.completions.push(pending);
  return {
    items: [bound.declare(waitFor(region, form.parts)), ...comments, { kind: 'line', parts: pending.parts }],
    ends: 'always',
  };
}

const isVariable = (region: Region, node: Node, binding: Binding): boolean =>
  node.type === 'Identifier' && region.context.scopes.bindingOf(node) === binding;
