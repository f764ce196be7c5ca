import { isTick } from '../../../analysis/timing/ticks.js';
import type { Region, StatementList } from '../regions/region.js';

/** All that the function does is to say that it is done. */
const saysNothing = ({ completions }: Region, { statements }: StatementList): boolean =>
  statements.length === 1 &&
  completions.length === 1 &&
  (completions[0]!.shape.kind === 'bare' ||
    (completions[0]!.shape.kind === 'success' && completions[0]!.shape.values.length === 0));

/** `setImmediate(cb)`: three lines would say no more. */
const isTimerAlone = ({ operations }: Region, { statements }: StatementList): boolean =>
  statements.length === 1 &&
  operations.length === 1 &&
  operations[0]!.kind === 'timer' &&
  operations[0]!.receiver.kind === 'continuation' &&
  operations[0]!.call.arguments.length <= 2 &&
  operations[0]!.call.arguments.every((argument) => /^(?:Identifier|NumericLiteral)$/.test(argument.type));

/** `process.nextTick(function () { cb(); })`: nothing would be left of it. */
const isTickAlone = (region: Region, list: StatementList): boolean =>
  region.operations.length === 1 && isTick(region.operations[0]!.call) && saysNothing(region, list);

/** The exact list of arguments says no more than the call of the callback did. */
const saysExactly = ({ completions }: Region): boolean => completions.some(({ shape }) => shape.kind === 'exact');

/**
 * False where the converted function would say no more than the callback did.
 *
 * @param isSync true when nothing in the function is waited for
 */
export const isWorthConverting = (region: Region, list: StatementList, isSync: boolean): boolean =>
  !(isSync && (saysExactly(region) || saysNothing(region, list))) &&
  !isTimerAlone(region, list) &&
  !isTickAlone(region, list);
