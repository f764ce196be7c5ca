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
  /** Milliseconds after which a process that reports nothing is ended. */
  readonly patience: number;
  /** Hears of each process that ended before it was done; the first program of the slice is the one it was at. */
  readonly onLost: (slice: Slice, reason: string) => void;
}

/** Where that many programs crash, one behind the other, it is no matter of single programs: the rest is left. */
const crashesInARow = 5;

/** Programs for one process: few enough that its memory does not matter. */
const sliceSize = 4000;

/**
 * Runs programs in several processes, which report each program that they are done with. What a process that died had not done
 * is given to another one; where that dies as well before its first report, the program counts as a crash, and one at which
 * a process hangs counts as one at once.
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
  let failedAt = -1;
  let crashes = 0;
  for (let { from } = slice; from < slice.to;) {
    const rest = { from, to: slice.to };
    const { next, reason, hangs } = await runProcess(request, rest, (part) => mergeStatistics(statistics, part));
    if (next >= slice.to) return;
    request.onLost({ from: next, to: slice.to }, reason);
    const isCrash = hangs || failedAt === next;
    if (isCrash) statistics.verdicts.crash = (statistics.verdicts.crash ?? 0) + 1;
    crashes = isCrash ? crashes + 1 : next > from ? 0 : crashes;
    if (crashes === crashesInARow) return;
    failedAt = next;
    from = isCrash ? next + 1 : next;
  }
}

/** @returns the number of the first program that it did not report, and how the process ended */
function runProcess(
  { script, args, patience }: ProcessRequest,
  { from, to }: Slice,
  onPart: (statistics: Statistics) => void,
): Promise<{ next: number; reason: string; hangs: boolean }> {
  const child = fork(script, [...args, '--from', String(from), '--to', String(to)], { execArgv: ['--import', 'tsx'] });
  let next = from;
  let hangs = false;
  const watch = setTimeout(() => {
    hangs = true;
    child.kill('SIGKILL');
  }, patience);
  child.on('message', (message) => {
    const progress = message as Progress;
    next = progress.next;
    watch.refresh();
    onPart(progress.statistics);
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ next, reason: error.message, hangs }));
    child.on('exit', (code, signal) => {
      clearTimeout(watch);
      const reason = hangs ? `no report in ${patience} ms` : `it ended with ${signal ?? `code ${code}`}`;
      const end = (): void => resolve({ next, reason, hangs });
      // Messages may arrive later, until the channel is closed.
      if (child.connected) child.on('disconnect', end);
      else end();
    });
  });
}
