import type { HandlerFunction } from '../../../analysis/handler.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { isRedeclared } from '../names/parameters.js';
import type { Host } from '../names/host.js';
import { blockList, type Flow, type Region } from '../regions/region.js';
import { assertedForm } from './asserted-form.js';
import { dividedForm } from './divided-form.js';
import { passAlongForm } from './pass-along.js';
import type { OperationPlan, Reception } from './reception.js';
import { argumentsForm, faithfulForm, ignoredForm } from './undivided-forms.js';

/** Plans what replaces an operation with its handler, errors first. */
export function errorPlan(
  region: Region,
  operation: Operation,
  handler: HandlerFunction,
  flow: Flow,
  host: Host,
): OperationPlan {
  const reception: Reception = { region, operation, handler, list: blockList(handler.body), flow, host };
  if (operation.kind === 'value') return argumentsForm(reception);
  const [parameter] = handler.params;
  if (!parameter) return ignoredForm(reception);
  const error = parameter.type === 'Identifier' ? region.context.scopes.bindingOf(parameter) : undefined;
  if (!error) return faithfulForm(reception);
  const asserted = assertedForm(reception, error);
  if (asserted) return asserted;
  if (isRedeclared(error)) return argumentsForm(reception);
  if (error.references.length === 0) return ignoredForm(reception);
  return passAlongForm(reception, error) ?? dividedForm(reception, error) ?? faithfulForm(reception);
}
