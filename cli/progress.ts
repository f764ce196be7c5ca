import type { ProgressEvent } from '../runner/run-settings.js';
import type { OutputStream } from './terminal.js';

const verbs: Readonly<Record<ProgressEvent['stage'], string>> = { plan: 'Planning', write: 'Writing' };

export interface Progress {
  readonly show: (event: ProgressEvent) => void;
  /** Shows any text. */
  readonly say: (text: string) => void;
  readonly clear: () => void;
}

/** Shows how far a run is on one line that it overwrites; shows nothing when nobody is at the terminal. */
export function createProgress(stream: OutputStream): Progress {
  let shown = '';
  const replaceBy = (line: string) => {
    if (!stream.isTerminal || line === shown) return;
    stream.write(`\r\x1b[K${line}`);
    shown = line;
  };
  return {
    show: ({ stage, done, total }) => replaceBy(`${verbs[stage]} ${percent(done, total)}% of ${total} files`),
    say: replaceBy,
    clear: () => replaceBy(''),
  };
}

/** In steps of five, so that the line changes rarely. */
function percent(done: number, total: number): number {
  return total === 0 ? 100 : Math.floor((done / total) * 20) * 5;
}
