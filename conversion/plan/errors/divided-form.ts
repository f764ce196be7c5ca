import type { Binding } from '../../../syntax/scope.js';
import { spanOf, type Span } from '../../items.js';
import { waitFor } from '../timing/at-once.js';
import type { BoundValues } from '../names/bind-values.js';
import type { Ends, Region } from '../regions/region.js';
import { caughtType } from '../typed/caught-error.js';
import { isTypeScript } from '../typed/declared-type.js';
import { catchClause } from './catch-clause.js';
import { divide, isDivisionSound, readsValues, type Division } from './divide-handler.js';
import { endsAbruptly } from './error-tests.js';
import { noErrorOf } from './no-error.js';
import { dropPropagation, isPropagation } from './propagation.js';
import { awaitValues, withoutError, type OperationPlan, type Reception } from './reception.js';
import { leadingComments, successPart } from './success-part.js';

/** The error is classified at the top of the handler: `try` around the awaited call alone, or no `try` at all. */
export function dividedForm(reception: Reception, error: Binding): OperationPlan | undefined {
  const { region, operation, handler, list } = reception;
  const division = divide(region, list, error, noErrorOf(region, operation));
  if (!division || !isDivisionSound(list, division, error)) return undefined;
  const { values, form } = awaitValues(reception);
  if (isPropagation(region, division, error)) {
    region.names.forget(spanOf(division.test.test));
    const leading = leadingComments(reception, division);
    const comments = dropPropagation(region, division);
    const rest = successPart(reception, division, withoutError(reception, error));
    const items = [...comments, values.declare(waitFor(region, form.parts)), ...leading, ...rest.items];
    return { items, ends: rest.ends };
  }
  // A bridge tells an error from an exception that the call throws: only the former may reach the error branch.
  if (values.hasPattern || form.rung === 'bridge' || (!form.cleanErrors && readsValues(region, handler, division)))
    return undefined;
  const type = caughtType(region, operation, handler, error, division);
  if (!type || !hasTypes(region, values, division)) return undefined;
  region.names.forget(errorPartOf(division));
  const leading = leadingComments(reception, division);
  const caught = catchClause(reception, division, error, type);
  const rest = successPart(reception, division, withoutError(reception, error));
  // With an `else`, the failure branch must not run into the success branch.
  if (caught.ends !== 'always' && division.success) caught.items.push({ kind: 'line', parts: ['return'] });
  const endsFailure = caught.ends === 'always' || division.success !== undefined;
  const items = values.tryItems(waitFor(region, form.parts), caught.head, caught.items, endsFailure);
  return { items: [...leading, ...items, ...rest.items], ends: endsOf(division, caught.ends, rest.ends) };
}

/** What of the first test goes. A condition behind it stays, at the start of the `catch`. */
function errorPartOf({ test: { test }, failures }: Division): Span {
  const { start, end } = spanOf(test);
  return { start, end: failures[0]!.condition?.start ?? end };
}

/**
 * A variable without a type gets that of what is assigned, in TypeScript: as far as no function looks at it later, and
 * no path leads past the assignment.
 */
function hasTypes({ context }: Region, { untyped, captured }: BoundValues, division: Division): boolean {
  if (untyped === 0 || !isTypeScript(context)) return true;
  const { failures, success } = division;
  const isTotal = failures.at(-1)!.condition === undefined;
  return !captured && (success !== undefined || (isTotal && failures.every(({ body }) => body && endsAbruptly(body))));
}

/** A failure branch without `else` runs into what follows. */
function endsOf(division: Division, caught: Ends, rest: Ends): Ends {
  if (caught === rest) return rest;
  const runsOn = !division.success && caught !== 'always';
  return runsOn && (rest === 'always' || caught === 'never') ? rest : 'sometimes';
}
