import { InvalidArgumentError } from 'commander';
import { formatters, type FormatName } from '../report/formatters.js';
import { UsageError } from './usage-error.js';

/** One `--format`: a name, and a file when it is not for standard output. */
export interface OutputTarget {
  readonly format: FormatName;
  readonly file?: string;
}

const names = Object.keys(formatters) as FormatName[];

/** Reads `pretty`, `json` or `json=report.json`; for an option that can be repeated. */
export function parseTarget(value: string, previous: readonly OutputTarget[] = []): readonly OutputTarget[] {
  const [name, ...rest] = value.split('=');
  const format = names.find((each) => each === name);
  if (format === undefined)
    throw new InvalidArgumentError(`Formats are ${names.join(', ')}; add =FILE to write one to a file`);
  const file = rest.join('=');
  if (rest.length > 0 && file === '') throw new InvalidArgumentError(`Name the file after "${format}=".`);
  return [...previous, rest.length > 0 ? { format, file } : { format }];
}

/** Two formats in one stream would be neither. */
export function checkTargets(targets: readonly OutputTarget[]): void {
  if (targets.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError(
      '--format',
      'only one can go to standard output; give the others a file, as in --format json=report.json',
    );
  }
}
