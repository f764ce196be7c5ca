import type { Dice } from './dice.js';

/** Names from a small pool, so that they collide. */
export const valueNames = ['data', 'item', 'result', 'x', 'value', 'list'] as const;
export const errorNames = ['err', 'err', 'err', 'er', 'error', 'e'] as const;
export const callbackNames = ['cb', 'cb', 'callback', 'done', 'next'] as const;
export const localNames = ['data', 'item', 'result', 'tmp', 'n', 'x'] as const;

/** Kinds of programs that are compared in their own way, or that no rule can convert; each is switched on for some. */
export interface Mix {
  /** Handlers may throw. */
  readonly throws: boolean;
  /** Operations that call back before they return; then nothing else may observe the order. */
  readonly cached: boolean;
  /** Paths that never complete, or complete and go on. */
  readonly irregular: boolean;
  /** Functions of the program complete before they return, and others count on it. */
  readonly early: boolean;
  /** Functions complete on one path, and hand their callback to one another on the other. */
  readonly hands: boolean;
  /** Functions that others call go on when they have completed, with fields that those use as well. */
  readonly goesOn: boolean;
}

/** What is being grown, and how much room is left. */
export interface Growth {
  readonly dice: Dice;
  readonly mix: Mix;
  readonly id: () => number;
  /** Levels of nesting that are left. */
  readonly depth: number;
  /** How many functions can be called. */
  readonly callable: number;
  /** Inside something that runs several times, or that nobody waits for. */
  readonly repeated: boolean;
  /** Inside a function that only completes before it returns. */
  readonly early: boolean;
  /** Inside a function that others of the program may call. */
  readonly called: boolean;
  /** Where fields of `this` may be used. */
  readonly fields: boolean;
}

export const deeper = (growth: Growth, levels = 1): Growth => ({ ...growth, depth: growth.depth - levels });
