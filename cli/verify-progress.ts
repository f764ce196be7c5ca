import { plural } from '../report/plural.js';
import type { VerifyEvent } from '../runner/run-settings.js';
import type { Progress } from './progress.js';
import type { OutputStream } from './terminal.js';

/** Says of each run of the project's own tests what they ran on, how long it took and how it ended: a line each. */
export function createVerifyProgress(
  stream: OutputStream,
  progress: Progress,
  quiet: boolean,
): (event: VerifyEvent) => void {
  return (event) => {
    if (quiet) return;
    if (event.kind === 'start') return progress.say(`Running ${event.command} ${stateOf(event.sites, event.total)}`);
    progress.clear();
    const { sites, result, seconds } = event.run;
    stream.write(`${event.command}: ${words[result]} ${seconds} s ${stateOf(sites, event.total)}\n`);
  };
}

const words = {
  passed: 'passed in',
  failed: 'failed after',
  'timed-out': 'ended, since it was not done, after',
} as const;

function stateOf(sites: number, total: number): string {
  if (sites === 0) return 'before the conversion';
  return sites === total
    ? `with the whole conversion (${plural(total, 'site')})`
    : `with ${sites} of ${total} sites converted`;
}
