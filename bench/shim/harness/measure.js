import { drive } from './drive.js';

/**
 * Measures the contenders of a workload in turns, so that whatever disturbs the machine disturbs all of them.
 *
 * @param {import('../workloads/index.js').Workload} workload
 * @param {{ samples: number, warmUps: number }} options
 * @returns {Promise<{ times: Map<string, number[]>, failures: Map<string, unknown> }>} nanoseconds per operation by
 *   contender, where sample `i` of all belongs together; and the errors of those that failed
 */
export async function measure(workload, { samples, warmUps }) {
  const times = new Map(Object.keys(workload.contenders).map((name) => [name, []]));
  const failures = new Map();
  for (let sample = -warmUps; sample < samples; sample++) {
    const names = [...times.keys()];
    // Each sample starts with another contender, so that none always follows the same one.
    const shift = (sample + warmUps) % names.length;
    for (const name of [...names.slice(shift), ...names.slice(0, shift)]) {
      try {
        const time = await timeOf(workload, name);
        if (sample >= 0) times.get(name).push(time);
      } catch (error) {
        failures.set(name, error);
        times.delete(name);
      }
    }
  }
  return { times, failures };
}

async function timeOf({ contenders, width, rounds, operations }, name) {
  globalThis.gc?.();
  let fail;
  const failed = new Promise((_, reject) => (fail = reject));
  process.once('uncaughtException', fail);
  const start = process.hrtime.bigint();
  try {
    await Promise.race([drive(contenders[name], width, rounds), failed]);
    return Number(process.hrtime.bigint() - start) / (width * rounds * operations);
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
