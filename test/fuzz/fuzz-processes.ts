import { fork } from 'node:child_process';
import { mergeStatistics, noStatistics, type Statistics } from './statistics.js';

/** Programs by number, the last one not included. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** What a process tells of the programs that it is done with. */
export interface Progress {
  /** The number of the program that comes next. */
  readonly next: number;
  readonly statistics: Statistics;
}

export interface ProcessRequest {
  /** A script that runs the slice of its arguments `--from` and `--to`, and sends its progress. */
  readonly script: string;
  readonly args: readonly string[];
  readonly programs: number;
  readonly jobs: number;
  /** Hears of each process that ended before it was done. */
  readonly onLost: (slice: Slice, reason: string) => void;
}

/** Programs for one process: few enough that its memory does not matter. */
const sliceSize = 4000;

/**
 * Runs programs in several processes. What a process that died had not done is given to another one; where that dies as well
 * before its first report, the rest of the slice counts as one crash.
 */
export async function fuzzInProcesses(request: ProcessRequest): Promise<Statistics> {
  const statistics = noStatistics();
  const slices: Slice[] = [];
  const size = Math.min(sliceSize, Math.ceil(request.programs / request.jobs));
  for (let from = 0; from < request.programs; from += size)
    slices.push({ from, to: Math.min(from + size, request.programs) });
  const work = async (): Promise<void> => {
    for (let slice = slices.shift(); slice; slice = slices.shift()) await runSlice(request, slice, statistics);
  };
  await Promise.all(Array.from({ length: request.jobs }, work));
  return statistics;
}

async function runSlice(request: ProcessRequest, slice: Slice, statistics: Statistics): Promise<void> {
  let failures = 0;
  for (let { from } = slice; from < slice.to;) {
    const rest = { from, to: slice.to };
    const { next, reason } = await runProcess(request, rest, (part) => mergeStatistics(statistics, part));
    if (next >= slice.to) return;
    request.onLost({ from: next, to: slice.to }, reason);
    failures = next > from ? 1 : failures + 1;
    if (failures > 1) {
      statistics.verdicts.crash = (statistics.verdicts.crash ?? 0) + 1;
      return;
    }
    from = next;
  }
}

/** @returns the number of the first program that it did not report, and how the process ended */
function runProcess(
  { script, args }: ProcessRequest,
  { from, to }: Slice,
  onPart: (statistics: Statistics) => void,
): Promise<{ next: number; reason: string }> {
  const child = fork(script, [...args, '--from', String(from), '--to', String(to)], { execArgv: ['--import', 'tsx'] });
  let next = from;
  child.on('message', (message) => {
    const progress = message as Progress;
    next = progress.next;
    onPart(progress.statistics);
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ next, reason: error.message }));
    child.on('exit', (code, signal) => {
      const end = (): void => resolve({ next, reason: `it ended with ${signal ?? `code ${code}`}` });
      // Messages may arrive later, until the channel is closed.
      if (child.connected) child.on('disconnect', end);
      else end();
    });
  });
}
