import { IOLoop, setLogger } from '../../../shim/src/index.js';
import { VirtualClock } from '../../../shim/src/testing/index.js';

/** One event: the turn or null, a label, data. */
export type Row = [number | null, ...unknown[]];

/** What a scenario gets: it records events and asks for turns. */
export class Env {
  readonly trace: Row[] = [];
  readonly loop = IOLoop.current();
  turn = 0;
  stopped = false;

  constructor(
    private readonly timed: boolean,
    private readonly onStop: () => void,
  ) {}

  /** Records an event. */
  ev = (...what: unknown[]): void => {
    this.trace.push([this.timed ? null : this.turn, ...what.map(plain)]);
  };

  /** Calls a function in the next turn. */
  soon = <A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): void => this.loop.addCallback(fn, ...args);

  /** Calls a function after some turns; 0 is at once. */
  afterTurns = <A extends unknown[]>(turns: number, fn: (...args: A) => unknown, ...args: A): void => {
    if (turns === 0) fn(...args);
    else this.soon(() => this.afterTurns(turns - 1, fn, ...args));
  };

  /** Calls back after some turns, for Task. */
  pause = (turns: number, callback: () => void): void => this.afterTurns(turns, callback);

  /** Ends the scenario; a few more turns show late effects. */
  done = (label: string | null = 'done'): void => {
    if (label !== null) this.ev(label);
    this.stopped = true;
    this.afterTurns(6, this.onStop);
  };
}

/** A scenario: a function that records events, and whether it depends on time. */
export interface Scenario {
  readonly run: (env: Env) => unknown;
  readonly timed?: boolean;
}

/** Runs a scenario on the loop and gives the events. */
export async function record(scenario: Scenario): Promise<Row[]> {
  const clock = scenario.timed === true ? new VirtualClock().install() : undefined;
  let env!: Env;
  const finished = new Promise<void>((resolve) => (env = new Env(scenario.timed === true, resolve)));
  const before = setLogger({ error: (message, error) => env.ev('LOG', 'ERROR', message, errorText(error)) });
  let ticking = scenario.timed !== true;
  const tick = (): void => {
    env.turn++;
    if (ticking) env.loop.addCallback(tick);
  };
  try {
    if (ticking) env.loop.addCallback(tick);
    env.loop.addCallback(() => start(scenario, env));
    await clock?.runUntilIdle();
    await finished;
    return env.trace;
  } finally {
    ticking = false;
    await new Promise<void>(
      (resolve) => env.loop.addCallback(() => env.loop.addCallback(resolve)) ?? clock?.runUntilIdle(),
    );
    setLogger(before);
    clock?.uninstall();
  }
}

function start(scenario: Scenario, env: Env): void {
  try {
    scenario.run(env);
  } catch (error) {
    env.ev('RAISED-TO-CALLER', errorText(error));
    env.done(null);
  }
}

/** Writes an error as the originals do: class and the first line of the message. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message.split('\n')[0]}`;
}

/** What JSON makes of a value, so that it compares with the recorded one. */
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  return JSON.parse(JSON.stringify(value)) as unknown;
}
