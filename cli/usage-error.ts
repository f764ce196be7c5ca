import { diagnose } from '../core/index.js';
import { formatDiagnostic } from '../report/format-problems.js';

/** A request that makes no sense; its message is one line that says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /**
   * @param option as it is written on the command line
   * @param detail what is wrong with it, and what to do
   */
  constructor(option: string, detail: string) {
    super(formatDiagnostic(diagnose('bad-option', { option, detail }, '')));
  }
}
