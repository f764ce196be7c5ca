import { errorParameter } from '../../../analysis/handler.js';
import { waitFor } from '../timing/at-once.js';
import { awaitForm } from '../await/await-form.js';
import { bindValues, type BoundValues } from '../names/bind-values.js';
import { isErrorUsedAsValue } from './error-as-value.js';
import { awaitValues, type OperationPlan, type Reception } from './reception.js';
import { neverFails } from './never-fails.js';
import { noErrorOf } from './no-error.js';
import { planList } from '../statements/plan-list.js';
import type { Region } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { isTypeScript } from '../typed/declared-type.js';

/**
 * The error is never looked at: it is swallowed, and the values are undefined, as they were. What a function throws that
 * calls back without an error is none.
 */
export function ignoredForm(reception: Reception): OperationPlan {
  const { region, list, flow, host } = reception;
  const { values, form } = awaitValues(reception);
  const isSafe = form.rung === 'converted' && neverFails(region, reception.operation);
  if (!isSafe && (values.hasPattern || !form.cleanErrors || form.rung === 'bridge' || needsTypes(region, values)))
    return argumentsForm(reception, values);
  const ends = planList(region, list, true, flow, host);
  const items = listItems(region, list);
  const nothing = values.wanted === 'values' ? '.catch(() => [])' : '.catch(() => {})';
  const awaited = isSafe ? form.parts : [...form.parts, nothing];
  return { items: [values.declare(waitFor(region, awaited)), ...items], ends };
}

/** `let v` in front of `try` is undefined after an error, which the handler's own type of it need not say. */
const needsTypes = ({ context }: Region, { count }: BoundValues): boolean => count > 0 && isTypeScript(context);

/** `const [err, v] = await task.args(f, a)` and the body as it was. */
export function argumentsForm(reception: Reception, bound?: BoundValues): OperationPlan {
  const { region, operation, handler, list, flow, host } = reception;
  const values = bound ?? bindValues(region, operation, handler, host);
  const form = awaitForm(region, operation, 'arguments', values);
  const declaration = values.declareArguments(waitFor(region, form.parts));
  const ends = planList(region, list, true, flow, host);
  return { items: [declaration, ...listItems(region, list)], ends };
}

/** `let err, v; try { v = await f() } catch (e) { err = e }` and the body as it was. */
export function faithfulForm(reception: Reception): OperationPlan {
  const { region, operation, handler, list, flow, host } = reception;
  const parameter = errorParameter(handler) ?? handler.params[0];
  const error = parameter?.type === 'Identifier' ? region.context.scopes.bindingOf(parameter) : undefined;
  if (!error) return argumentsForm(reception);
  const { values, form } = awaitValues(reception);
  // A variable that an error is put into later has no type; one that comes with the call has that of the callee. Where the
  // function with the callback is there anyway, one line says it all.
  const hasCallback = form.rung === 'bridge' || form.rung === 'builtin';
  if (values.hasPattern || hasCallback || !form.cleanErrors || isTypeScript(region.context))
    return argumentsForm(reception, values);
  const name = values.place(error);
  const isNull = noErrorOf(region, operation) !== 'undefined';
  const caught = region.names.caught('e', host);
  const ends = planList(region, list, true, flow, host);
  const items = values.tryItems(
    waitFor(region, form.parts),
    [`catch (${caught})`],
    [{ kind: 'line', parts: [name, ' = ', caught] }],
    false,
    isNull && isErrorUsedAsValue(region, handler, error) ? `${name} = null` : name,
  );
  return { items: [...items, ...listItems(region, list)], ends };
}
