import { drive } from './drive.js';

/** Least milliseconds of a sample; a shorter one would measure the clock and single collections of garbage. */
const SAMPLE = 10;

/**
 * Measures the contenders of a workload in turns, so that whatever disturbs the machine disturbs all of them. Collecting
 * garbage is part of the price; it is not forced in between, because the engine runs slower for a while after that.
 *
 * @param {import('../workloads/index.js').Workload} workload
 * @param {{ samples: number, warmUps: number }} options
 * @returns {Promise<{ times: Map<string, number[]>, failures: Map<string, unknown> }>} nanoseconds per operation by
 *   contender, where sample `i` of all belongs together; and the errors of those that failed
 */
export async function measure(workload, { samples, warmUps }) {
  const contenders = new Map(Object.keys(workload.contenders).map((name) => [name, { times: [], repeats: 1 }]));
  const failures = new Map();
  for (let sample = -warmUps; sample < samples; sample++) {
    for (const name of rotated([...contenders.keys()], sample + warmUps)) {
      const contender = contenders.get(name);
      try {
        const time = await timeOf(workload, name, contender.repeats);
        if (sample >= 0) contender.times.push(time.perOperation);
        else contender.repeats = Math.max(1, Math.ceil((contender.repeats * SAMPLE) / time.milliseconds));
      } catch (error) {
        failures.set(name, error);
        contenders.delete(name);
      }
    }
  }
  return { times: new Map([...contenders].map(([name, { times }]) => [name, times])), failures };
}

/** Each sample starts with another contender, so that none always follows the same one. */
function rotated(names, by) {
  const shift = by % names.length;
  return [...names.slice(shift), ...names.slice(0, shift)];
}

async function timeOf({ contenders, width, rounds, operations }, name, repeats) {
  let fail;
  const failed = new Promise((_, reject) => (fail = reject));
  process.once('uncaughtException', fail);
  const start = process.hrtime.bigint();
  try {
    await Promise.race([drive(contenders[name], width, rounds * repeats), failed]);
    const nanoseconds = Number(process.hrtime.bigint() - start);
    return { milliseconds: nanoseconds / 1e6, perOperation: nanoseconds / (width * rounds * repeats * operations) };
  } finally {
    process.off('uncaughtException', fail);
  }
}

/** @param {number[]} numbers not empty */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of the ratios of samples that belong together; steadier than the ratio of the medians.
 *
 * @param {number[]} times
 * @param {number[]} [base]
 * @returns {number | undefined}
 */
export function ratio(times, base) {
  return base && median(times.map((time, index) => time / base[index]));
}
