import { AsyncLocalStorage } from 'node:async_hooks';
import type { ScenarioContext } from '../../support/exec/scenario-context.js';
import { fsMethods } from '../render/render-parts.js';
import { answerOf, chosen, type Plan } from './plan.js';

type AnyFunction = (...args: unknown[]) => unknown;

/** What a program finds around it: its `./ops` module and `fs`, both obeying a plan and recording what is asked of them. */
export interface World {
  readonly ops: Record<string, AnyFunction>;
  readonly fs: Record<string, AnyFunction>;
  /** Runs a call from outside; everything it leads to is recorded under its name. */
  readonly within: (chain: string, run: () => void) => void;
  /** Records an event of the chain that is running. */
  readonly record: (label: string, ...values: unknown[]) => void;
}

/** One for all worlds: Node tells every storage that was ever used about every promise. */
const chains = new AsyncLocalStorage<string>();

/** What `this` is for callbacks of `ops`. */
const owner = { tag: 'owner' };

/** What a world was asked, by key, and what it said. */
export type Asked = Map<string, unknown>;

export function createWorld(plan: Plan, { log, clock }: ScenarioContext, asked: Asked = new Map()): World {
  const chain = (): string => chains.getStore() ?? 'none';
  const record = (label: string, ...values: unknown[]): void => log(`${chain()}: ${label}`, ...values);

  /** Chains that run at the same time may get different answers. */
  const note = <T>(key: unknown, said: T): T => {
    asked.set(plan.calls > 1 ? `${String(key)} ${chain()}` : String(key), said);
    return said;
  };

  const operation =
    (name: string, plain: boolean): AnyFunction =>
    (...args) => {
      const callback = args.pop();
      if (typeof callback !== 'function') throw new TypeError(`${name}: the last argument must be a callback`);
      record(`${name} starts`, ...args);
      const { ms, args: answer } = note(keyOf(args), answerOf(plan, keyOf(args), plain ? name : undefined));
      clock.timers.setTimeout(() => callback.apply(plain ? null : owner, answer), ms);
    };
  const draw = (key: unknown, limit: number): number => chosen(plan, `${String(key)} ${chain()}`, limit);
  const cached: AnyFunction = (...args) => {
    const callback = args.pop() as AnyFunction;
    record('cached', ...args);
    callback(...note(keyOf(args), answerOf(plan, keyOf(args), undefined)).args);
  };
  const inSeries: AnyFunction = (key, items, step, done) => {
    record('series starts', key);
    eachItem(items as unknown[], step as AnyFunction, done as AnyFunction, clock.timers);
  };
  const ops: World['ops'] = {
    ...Object.fromEntries(['read', 'find', 'save', 'query', 'remove'].map((name) => [name, operation(name, false)])),
    cached,
    log: (...values) => record('log', ...values),
    flag: (key) => note(key, draw(key, 2) === 1),
    choice: (key) => note(key, draw(key, 3)),
    items: (key) => Array.from({ length: note(key, draw(key, 4)) }, (_, index) => index + 1),
    parse: (key) => {
      if (note(key, draw(key, 100) < plan.failing)) throw new Error(`${String(key)} is malformed`);
      return `${String(key)} parsed`;
    },
    boom: (key) => {
      if (note(key, draw(key, 100) < plan.failing)) throw new Error(`boom ${String(key)} in ${chain()}`);
    },
    breaks: (key) => note(key, draw(key, 100) < plan.failing),
    broken: (key) => new Error(`boom ${String(key)} in ${chain()}`),
    each: inSeries,
    inSeries,
    source: (key) => {
      record('source', key);
      const { ms, args } = note(key, answerOf(plan, String(key), undefined));
      const handlers = new Map<unknown, AnyFunction>();
      const [error, value] = args;
      clock.timers.setTimeout(() => (error ? handlers.get('error')?.(error) : handlers.get('end')?.(value)), ms);
      const on = (event: unknown, handler: unknown) => void handlers.set(event, handler as AnyFunction);
      return { on, once: on };
    },
    watch: (key, read) => {
      record('watch', key);
      clock.timers.setTimeout(() => record('watched', key, (read as AnyFunction)()), 5000);
    },
  };
  const fs = Object.fromEntries(fsMethods.map(([name]) => [name, operation(name, true)]));
  return { ops, fs, record, within: (name, run) => chains.run(name, run) };
}

/** One item after the other; the end is told later in any case. */
function eachItem(
  items: unknown[],
  step: AnyFunction,
  done: AnyFunction,
  timers: ScenarioContext['clock']['timers'],
): void {
  const next = (index: number): void => {
    if (index === items.length) return void timers.setTimeout(() => done(null, index), 1);
    step(items[index], (error: unknown) => (error ? done(error) : next(index + 1)));
  };
  next(0);
}

/** Results depend on the operation's key and what tells calls of a loop apart, not on values that a rule could disturb. */
export const keyOf = (args: readonly unknown[]): string =>
  args
    .slice(0, 2)
    .map((arg) => (typeof arg === 'string' || typeof arg === 'number' ? String(arg) : '?'))
    .join(' ');
