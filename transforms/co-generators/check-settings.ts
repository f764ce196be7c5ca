import type { Node } from '@babel/types';
import { placesOf } from '../../analysis/methods/places.js';
import { Decline } from '../../conversion/decline.js';
import type { Planning } from './planning.js';
import type { Runner } from './runners.js';

/** What code anywhere in a project can do to change what a runner does, or to look behind what it gives. */
const settings: Readonly<Record<string, readonly string[]>> = {
  'co.wrap': ['__generatorFunction__'],
  'bluebird.coroutine': ['addYieldHandler', 'cancellation'],
};

/** @throws {Decline} when some file of the project mentions such a setting */
export function checkSettings({ context, project }: Planning, runner: Runner, node: Node): void {
  for (const setting of settings[`${runner.package}.${runner.member}`] ?? []) {
    const isMentioned = placesOf(context, setting).length > 0 || (project.filesMentioning?.(setting) ?? 0) > 0;
    if (isMentioned) throw new Decline('settings-of-runner', node, { setting });
  }
}
