import { ownYields } from '../../analysis/generators/own-yields.js';
import { surelyPromise } from '../../analysis/generators/surely-promise.js';
import { Decline } from '../../conversion/decline.js';
import type { Planning } from './planning.js';
import { keepsOwnPromise } from './promise-kind.js';
import type { RunSite } from './run-site.js';

/** What the conversion of a site changes within the allowed differences. */
export function notesOf(planning: Planning, site: RunSite): Decline[] {
  const { runner, fn, node, target } = site;
  const notes: Decline[] = [];
  if (!fn) return notes;
  const unproved = ownYields(fn).find(
    ({ argument }) => argument && !surelyPromise(planning.context, argument, planning),
  );
  if (runner.yields === 'promises' && unproved) notes.push(new Decline('yield-no-longer-refused', unproved, {}));
  if (runner.yields === 'co3' || runner.takesCallback)
    notes.push(new Decline('callback-turn', node, { runner: runner.package }));
  const isPlain = fn.params.every((param) => param.type === 'Identifier' || param.type === 'RestElement');
  if (runner.shape === 'wrap' && !isPlain) notes.push(new Decline('parameters-throw-later', target, {}));
  if (runner.shape === 'wrap' && fn.params.length > 0 && !keepsOwnPromise(planning, site))
    notes.push(new Decline('length-is-written', target, {}));
  return notes;
}
