/** What the world around a program does in one run: the same for the program before and after its conversion. */
export interface Plan {
  readonly name: string;
  readonly seed: number;
  /** Percentage of operations that fail. */
  readonly failing: number;
  /** Calls of each exported function that begin at the same time. */
  readonly calls: number;
  /** Whether errors may be strings. */
  readonly strings: boolean;
  /** Whether the callbacks given to the program throw. */
  readonly throws: boolean;
  /** Whether tolerant functions are called without a callback. */
  readonly absent: boolean;
}

const usual = { failing: 30, calls: 1, strings: false, throws: false, absent: false };

/** @param throws also a plan whose callbacks throw */
export function plansFor(seed: number, strict: boolean, throws: boolean, tolerant: boolean): Plan[] {
  const plans: Plan[] = [
    { ...usual, name: 'everything succeeds', seed, failing: 0 },
    { ...usual, name: 'everything fails', seed: seed + 1, failing: 100 },
    { ...usual, name: 'some operations fail', seed: seed + 2 },
    { ...usual, name: 'calls at the same time', seed: seed + 3, calls: 2, strings: !strict },
  ];
  if (throws) plans.push({ ...usual, name: 'the callback throws', seed: seed + 4, throws: true });
  if (tolerant) plans.push({ ...usual, name: 'without a callback', seed: seed + 5, absent: true });
  return plans;
}

/** A number from 0 to `limit` - 1 that follows from the plan and the key alone. */
export function chosen({ seed }: Plan, key: string, limit: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) % limit;
}

/** How an operation ends: after how many milliseconds, with which callback arguments. */
export interface Answer {
  readonly ms: number;
  readonly args: readonly unknown[];
}

/** @param builtin the function of Node that answers, if it is one */
export function answerOf(plan: Plan, key: string, builtin: string | undefined): Answer {
  const ms = 1 + chosen(plan, `${key} takes`, 997);
  const fails = chosen(plan, `${key} fails`, 100) < plan.failing;
  const shape = chosen(plan, `${key} shape`, 20);
  return { ms, args: fails ? failure(plan, key, shape, builtin !== undefined) : success(key, shape, builtin) };
}

/** @param plain whether it must look as Node's own functions do */
function failure({ strings }: Plan, key: string, shape: number, plain: boolean): unknown[] {
  const code = shape % 3 === 0 ? 'ENOENT' : 'EIO';
  if (strings && !plain && shape === 7) return [`${key} failed`];
  const error = Object.assign(new Error(`${key} failed`), { code });
  return shape === 8 && !plain ? [error, 'partial'] : [error];
}

/** Functions of `fs` that tell of their success alone. */
const withoutValue = new Set(['unlink', 'writeFile', 'mkdir']);

function success(key: string, shape: number, builtin: string | undefined): unknown[] {
  const value = shape % 4 === 0 ? 'ready' : shape % 4 === 1 ? shape : `${key} value`;
  if (builtin !== undefined) return withoutValue.has(builtin) ? [null] : [null, value];
  if (shape === 2) return [null];
  if (shape === 3) return [];
  if (shape === 5) return [undefined, value];
  return shape > 16 ? [null, value, `${key} more`] : [null, value];
}
