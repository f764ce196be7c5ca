/** One run over a workspace, in a process of its own as on the command line; sends what it cost. */
import { run } from '../../runner/run.js';

/** What a run cost, and what came of it. */
export interface Measured {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor time. */
  readonly processor: number;
  /** Megabytes at most. */
  readonly memory: number;
  readonly result: string;
}

const start = process.cpuUsage();
const began = performance.now();
const { files: outcomes, groups } = await run({ cwd: process.argv[2]!, cache: process.argv[3] === 'cache' });
const { user, system } = process.cpuUsage(start);
const decisions = outcomes.flatMap(({ decisions: list }) => list);
const converted = decisions.filter(({ verdict }) => verdict !== 'leave').length;
const refused = outcomes.filter(({ status }) => status === 'refused' || status === 'failed').length;
const gone = groups?.applied.flatMap((one) => one.functions).length ?? 0;
const measured: Measured = {
  wall: (performance.now() - began) / 1000,
  processor: (user + system) / 1e6,
  memory: Math.round(process.resourceUsage().maxRSS / 1024),
  result: `${converted} sites, ${gone} callbacks gone, ${refused} files refused`,
};
process.send!(measured);
