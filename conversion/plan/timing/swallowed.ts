import type { Function as FunctionNode, Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionName } from '../../../analysis/local-function.js';
import { isCaught } from '../../../analysis/timing/given-functions.js';
import { keysOfFunction } from '../../../analysis/timing/function-key.js';
import { findOwn } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';
import { timingOf } from './non-tail.js';
import { assume } from './observed-timing.js';
import { isCall } from '../../../syntax/is-call.js';

/** What throws when the data are not as they should be: `JSON.parse`, `new URL`. */
const READING = /^(?:JSON\.parse|decodeURI(?:Component)?|URL)$/;

/**
 * `cb(null, JSON.parse(text))` in a callback ended the process when the text was broken; as an error of the function it would be
 * nobody's where a caller does not look at errors (E2).
 *
 * @throws {Decline} where the project has such a caller
 */
export function checkSwallowed(region: Region, fn: FunctionNode): void {
  const { context, inlined, continuationFunctions } = region;
  const place = completedBy(region, fn)
    .flatMap((owner) => keysOfFunction(context, owner))
    .map((key) => timingOf(region).ignorer(key))
    .find((found) => found !== undefined);
  if (place === undefined) return;
  const reads = (node: Node): boolean =>
    isCall(node) && READING.test(textOf(context, node.callee)) && !isCaught(context, node);
  for (const { body } of [...inlined, ...continuationFunctions.keys()]) {
    const reading = findOwn(body, reads);
    if (reading) assume(region, new Decline('error-is-ignored', reading, { name: functionName(context, fn), place }));
  }
}

/** The functions whose callbacks the body completes: the one around it, or one further out. */
function completedBy({ mode, context }: Region, fn: FunctionNode): FunctionNode[] {
  if (mode.kind === 'detached') return [fn];
  const owners = [...mode.continuations].map(({ declarations }) => context.parents.enclosingFunction(declarations[0]!));
  return [fn, ...owners.filter((owner) => owner !== undefined)];
}

const textOf = ({ file }: FileContext, { start, end }: Node): string => file.source.text.slice(start!, end!);
