import type { Node } from '@babel/types';
import { placesOf } from '../../analysis/methods/places.js';
import { patchedIn } from '../../analysis/patched-modules.js';
import { Decline } from '../../conversion/decline.js';
import type { Planning } from './planning.js';
import { isOnlyAwaited } from './promise-kind.js';
import type { RunSite } from './run-site.js';

/** What code anywhere in a project can do to change what a runner does, or to look behind what it gives. */
const settings: Readonly<Record<string, readonly string[]>> = {
  'co.wrap': ['__generatorFunction__'],
  'bluebird.coroutine': ['addYieldHandler', 'cancellation'],
};

/** @throws {Decline} when some file of the project mentions such a setting */
export function checkSettings(planning: Planning, { runner, node }: RunSite): void {
  const { context, project } = planning;
  for (const setting of settings[`${runner.package}.${runner.member}`] ?? []) {
    const isMentioned = placesOf(context, setting).length > 0 || (project.filesMentioning?.(setting) ?? 0) > 0;
    if (isMentioned) throw new Decline('settings-of-runner', node, { setting });
  }
  if (runner.result === 'native' && replacesPromise(planning) && !isAwaited(planning, node))
    throw new Decline('settings-of-runner', node, { setting: GLOBAL });
}

const GLOBAL = 'global.Promise';

/** co makes its promise of the global class; an async function never does. */
const replacesPromise = ({ context, project }: Planning): boolean =>
  project.patched.has(GLOBAL) || patchedIn(context).has(GLOBAL);

function isAwaited(planning: Planning, node: Node): boolean {
  const parent = planning.context.parents.get(node)?.parent;
  if (parent?.type === 'AwaitExpression' || (parent?.type === 'YieldExpression' && !parent.delegate)) return true;
  return isOnlyAwaited(planning, node);
}
