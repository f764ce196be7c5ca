import type { Node } from '@babel/types';
import type { Form } from '../attempts/form.js';
import { behindName, type Host } from '../names/host.js';
import { NamePlan } from '../names/name-plan.js';
import type { Mode, Region } from './region.js';

/**
 * The state with which the planning of a function or an operation begins.
 *
 * @param known what holds for the whole file
 * @param node the code that is planned
 * @param settled name plans of other parts of the file that hold already
 */
export function newRegion(
  { context, project, options, locals }: Pick<Region, 'context' | 'project' | 'options' | 'locals'>,
  mode: Mode,
  node: Node,
  settled: readonly NamePlan[],
  { loops, atOnce, assumes }: Form,
): Region {
  const rootHost: Host = { parent: undefined, spans: [behindName(node)] };
  const names = new NamePlan(context, rootHost, undefined, settled);
  return {
    context,
    project,
    options: assumes ? options : { ...options, unsafe: false },
    mode,
    names,
    namePlans: [names],
    rootHost,
    locals,
    replacements: [],
    removed: [],
    completions: [],
    shim: new Set(),
    consumed: new Set(),
    flat: new Map(),
    givenBack: new Set(),
    inlined: new Set(),
    continuationFunctions: new Map(),
    waits: { count: 0 },
    operations: [],
    bridged: new Set(),
    imports: { bridged: new Set(), requires: new Set() },
    tolerant: false,
    assumptions: [],
    notes: [],
    loops,
    atOnce,
    loopFunctions: new Set(),
  };
}
