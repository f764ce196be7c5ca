import { runScenario, type Scenario } from '../../support/exec/run-scenario.js';
import type { Entry } from '../render/render-program.js';
import type { Plan } from './plan.js';
import { createWorld, type Asked, type World } from './world.js';

/** Longer than anything that a call leads to, so that calls of one scenario do not meet unless they shall. */
const APART = 100_000;

/**
 * Runs a version of a program under a plan.
 *
 * @param asked collects what the program asked of the world around it
 * @returns one line per event
 */
export function runProgram(
  text: string,
  entries: readonly Entry[],
  plan: Plan,
  shim: Record<string, unknown>,
  asked?: Asked,
): Promise<string[]> {
  return runScenario(scenarioOf(entries, plan, asked), { filename: '/fuzz/input.cjs', text, stubs: shim, globals: {} });
}

function scenarioOf(entries: readonly Entry[], plan: Plan, asked: Asked | undefined): Scenario {
  return async (context) => {
    const world = createWorld(plan, context, asked);
    const exports = context.load({ fs: world.fs, './ops': world.ops }) as Record<string, any>;
    context.log('none: loaded');
    for (const entry of entries) {
      const object = entry.owner === undefined ? exports : instanceOf(exports[entry.owner]);
      for (let number = 0; number < plan.calls; number++) callEntry(world, entry, plan, object, number);
      await context.sleep(APART);
    }
  };
}

function callEntry(world: World, entry: Entry, plan: Plan, object: Record<string, any>, number: number): void {
  const { record, within } = world;
  const chain = chainOf(entry, number);
  within(chain, () => {
    const args = argumentsOf(entry, plan, number);
    const callback = (...result: unknown[]): void => {
      record('done', ...result);
      if (plan.throws) throw new Error(`thrown by the callback in ${chain}`);
    };
    if (!isCallbackAbsent(entry, plan)) args.push(callback);
    try {
      const value: unknown = object[entry.name](...args);
      record('returned', isThenable(value) ? 'a promise' : value);
    } catch (error) {
      record('threw', error);
    }
  });
}

/** An object of a class; a plain object as it is. */
const instanceOf = (owner: any): Record<string, any> => (typeof owner === 'function' ? new owner() : owner);

export const chainOf = (entry: Entry, number: number): string => `${entry.name}#${number}`;

/** The arguments of a call from outside, without the callback. */
export function argumentsOf(entry: Entry, plan: Plan, number: number): unknown[] {
  const args: unknown[] = [chainOf(entry, number), number + 1].slice(0, entry.parameters);
  if (entry.shuffles && (plan.seed + number) % 2 === 0) args.push({ depth: 2 });
  return args;
}

export const isCallbackAbsent = (entry: Entry, plan: Plan): boolean => plan.absent && entry.tolerant;

const isThenable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
