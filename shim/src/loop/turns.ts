import { sharedEmptyScope } from '../context/async-scope.js';
import { contextState } from '../context/context-node.js';
import { hosts, type LoopHost } from './host.js';
import { Timers } from './timers.js';

/** Work for one turn. */
export interface TurnWork {
  /** Does the work; must deal with its own errors. */
  runTurn(): void;
}

/** Turns that may follow one another in one host task while nothing but resumed generators is queued. */
const SHARED_TURNS = 100;

const resolved: Promise<void> = /* @__PURE__ */ Promise.resolve();

/**
 * The queue of the event loop and its clock. A turn runs what was queued when it began, in order, then the timers that
 * were due when it began; what is queued meanwhile waits for the next turn.
 *
 * A turn takes a host task of its own, so that input, output and foreign timers get theirs. Only turns in which nothing
 * but resumed generators is queued may share one, for nobody else can tell, and only while no timer of this loop is due.
 */
class Turns {
  readonly timers = new Timers();
  /** Counts the turns. */
  number = 0;
  private queue: TurnWork[] = [];
  private shareable = true;
  private immediate: unknown = undefined;
  private alarm: unknown = undefined;
  private alarmDue = Infinity;
  private running = false;
  private shared = 0;

  constructor() {
    hosts.changed.add(this.changeHost);
  }

  /** Queues work for the next turn. */
  push(work: TurnWork): void {
    this.shareable = false;
    this.queue.push(work);
    if (this.immediate === undefined && !this.running) this.schedule();
  }

  /** Queues a generator that is to be resumed in the next turn. */
  pushResumption(work: TurnWork): void {
    this.queue.push(work);
    if (this.immediate === undefined && !this.running) this.schedule();
  }

  /** Has the next turn take a host task of its own, after promises that were resolved in this one. */
  endTask(): void {
    this.shareable = false;
  }

  /** Sees to it that the host calls when the next timer is due. */
  setAlarm(): void {
    if (this.running || this.immediate !== undefined || this.timers.size === 0) return;
    const now = hosts.current.now();
    const delay = this.timers.delay(now);
    if (delay === undefined || now + delay >= this.alarmDue) return;
    this.clearAlarm();
    this.alarmDue = now + delay;
    this.alarm = hosts.current.setTimeout(this.onAlarm, delay);
  }

  /** Moves everything that waits from one host to another. */
  readonly changeHost = (before: LoopHost, after: LoopHost): void => {
    if (this.immediate !== undefined) before.clearImmediate(this.immediate);
    if (this.alarm !== undefined) before.clearTimeout(this.alarm);
    this.immediate = this.alarm = undefined;
    this.alarmDue = Infinity;
    if (this.timers.size > 0) this.timers.shift(after.now() - before.now());
    if (this.running) return;
    if (this.queue.length > 0) this.schedule();
    else this.setAlarm();
  };

  private schedule(): void {
    this.immediate = hosts.current.setImmediate(this.onImmediate);
  }

  private readonly onImmediate = (): void => {
    this.immediate = undefined;
    this.inMicrotask();
  };

  private readonly onAlarm = (): void => {
    this.alarm = undefined;
    this.alarmDue = Infinity;
    // A queued turn sees to the timers itself, after its callbacks.
    if (this.immediate === undefined) this.inMicrotask();
  };

  /**
   * Turns run in a microtask at the end of the host task, because an exception there costs the engine a fraction of what
   * it costs elsewhere, and a failing coroutine throws at every level.
   */
  private inMicrotask(): void {
    this.running = true;
    this.shared = 0;
    void resolved.then(this.runNext).catch(throwLater);
  }

  private clearAlarm(): void {
    if (this.alarm !== undefined) hosts.current.clearTimeout(this.alarm);
    this.alarm = undefined;
    this.alarmDue = Infinity;
  }

  private readonly runNext = (): void => {
    contextState.dispatching = true;
    try {
      const scope = sharedEmptyScope();
      if (scope === null) this.runTurn();
      else scope.runInAsyncScope(this.runTurn, this);
    } finally {
      contextState.dispatching = false;
      this.continue();
    }
  };

  private continue(): void {
    if (this.queue.length > 0 && this.shareable && ++this.shared < SHARED_TURNS && !this.timerDue()) {
      // In a microtask of its own, so that promises get theirs between the turns.
      void resolved.then(this.runNext).catch(throwLater);
      return;
    }
    this.running = false;
    if (this.queue.length > 0) this.schedule();
    else this.setAlarm();
  }

  private timerDue(): boolean {
    return this.timers.size > 0 && this.timers.delay(hosts.current.now()) === 0;
  }

  private runTurn(): void {
    const due = this.timers.size === 0 ? null : this.timers.takeDue(hosts.current.now());
    const batch = this.queue;
    this.queue = [];
    this.number++;
    this.shareable = true;
    if (due !== null) for (const timer of due) batch.push({ runTurn: () => fire(timer) });
    let index = 0;
    try {
      while (index < batch.length) batch[index++]!.runTurn();
    } finally {
      if (index < batch.length) this.queue = batch.slice(index).concat(this.queue);
    }
  }
}

function fire(timer: { work: (() => void) | null }): void {
  const { work } = timer;
  timer.work = null;
  work?.();
}

/** Only an error of the error report itself comes here. */
function throwLater(error: unknown): void {
  hosts.current.setImmediate(() => {
    throw error;
  });
}

/** The turns of this realm. */
export const turns: Turns = /* @__PURE__ */ new Turns();
