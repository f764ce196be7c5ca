import { isTick } from '../../../analysis/timing/ticks.js';
import type { Region, StatementList } from '../regions/region.js';
import { onlyHandsOn } from '../timing/at-once.js';

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

/** `if (!key) return cb(); load(key, cb);`: without an error or a value of its own, the lists of arguments would say no more. */
const onlyEnds = ({ completions }: Region): boolean =>
  completions.every(
    ({ shape }) =>
      shape.kind === 'forward' ||
      shape.kind === 'bare' ||
      shape.kind === 'exact' ||
      (shape.kind === 'success' && shape.values.length === 0),
  );

/**
 * False where the converted function would say no more than the callback did.
 *
 * @param isSync true when nothing in the function is waited for
 */
export const isWorthConverting = (region: Region, list: StatementList, isSync: boolean): boolean =>
  !(isSync && (saysExactly(region) || saysNothing(region, list))) &&
  !(region.atOnce && onlyHandsOn(region) && onlyEnds(region)) &&
  !isTimerAlone(region, list) &&
  !isTickAlone(region, list);
