import type { Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { memberNames } from '../../../analysis/methods/places.js';
import type { ProjectFacts } from '../../../core/index.js';
import type { KnownFunction } from '../rounds/known-function.js';

/** Why a promise form of a converted function is still needed. */
export type WhyKept = string;

/** Whether the function gives by itself what a promise form of it gives: a promise of the same single value. */
export function whyFormKept(fn: KnownFunction): WhyKept | undefined {
  if (!fn.direct || !fn.cleanErrors) return 'the function needs its callback';
  return fn.convention === 'values' ? 'the function gives several values' : undefined;
}

/** Whether a call of the promise form hands over exactly what stands in front of the callback, and is awaited at once. */
export function whyUseKept({ parents }: FileContext, callee: Node, at: number): WhyKept | undefined {
  const link = parents.get(callee);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'callee') return 'it is not only called';
  const { parent: call } = link;
  if (call.arguments.length !== at || call.arguments.some(({ type }) => type === 'SpreadElement'))
    return 'a call hands over more or fewer arguments than stand in front of the callback';
  return parents.get(call)?.parent.type === 'AwaitExpression' ? undefined : 'a call of it is not awaited at once';
}

/** Bluebird gives errors another class; where nobody asks for it, they are the same. */
export const asksForOperational = ({ filesMentioning }: ProjectFacts): boolean =>
  filesMentioning !== undefined && ['OperationalError', 'isOperational'].some((name) => filesMentioning(name) > 0);

/** `util.promisify` takes the promise form that a function brings along: `load[util.promisify.custom]`. */
export function bringsOwnForm({ filesMentioning }: ProjectFacts, context: FileContext): boolean {
  const names = ['custom', 'nodejs.util.promisify.custom'];
  if (filesMentioning) return names.some((name) => filesMentioning(name) > 0);
  const own = new Set(memberNames(context));
  return names.some((name) => own.has(name));
}
