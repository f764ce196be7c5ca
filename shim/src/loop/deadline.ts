import { inspect } from '../engine/inspect.js';
import { hosts } from './host.js';
import { systemClock } from './system-clock.js';

/** A time from now on, after Python's `timedelta`. */
export interface Duration {
  readonly seconds: number;
}

/** A moment: a number is absolute, in seconds on `IOLoop.time()`; a duration counts from now. */
export type Deadline = number | Duration;

/** No clock that counts from 1970 is before this, and nobody waits that many seconds. */
const SMALLEST_TIME = 1e6;

/** The loop's time at the zero of the host's clock, in milliseconds since 1970. */
const epoch: number = /* @__PURE__ */ (() => systemClock.timeOrigin)();

/** The time of the loop: seconds since 1970, on a clock that never goes back. */
export function loopTime(): number {
  return (epoch + hosts.current.now()) / 1000;
}

/**
 * Gives the moment of a deadline in milliseconds of the host's clock.
 * @throws TypeError for anything but a number or a duration
 * @throws RangeError for a number so small that it must have been meant as a duration
 */
export function deadlineMoment(deadline: Deadline): number {
  if (typeof deadline === 'number') {
    if (deadline < SMALLEST_TIME) throw relativeNumber(deadline);
    if (!Number.isNaN(deadline)) return deadline * 1000 - epoch;
  } else if (typeof deadline === 'object' && deadline !== null && typeof deadline.seconds === 'number') {
    return hosts.current.now() + deadline.seconds * 1000;
  }
  throw new TypeError(
    `Unsupported deadline ${inspect(deadline)}\nGive {seconds: n} for a time from now, or an absolute IOLoop.time()`,
  );
}

function relativeNumber(seconds: number): RangeError {
  return new RangeError(
    `A deadline of ${seconds} is in 1970: a bare number is an absolute time in seconds on IOLoop.time()\n` +
      `For ${seconds} seconds from now give {seconds: ${seconds}}, or IOLoop.current().time() + ${seconds}`,
  );
}
