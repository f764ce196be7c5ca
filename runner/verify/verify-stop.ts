import type { Diagnostic } from '../../core/index.js';

/** Ends the trying of conversions; every file gets its original back. */
export class VerifyStop extends Error {
  override readonly name = 'VerifyStop';

  /**
   * @param diagnostic why; none when the user interrupted
   * @param output the last lines of the run that showed it
   */
  constructor(
    readonly diagnostic: Diagnostic | undefined,
    readonly output: readonly string[] = [],
  ) {
    super(diagnostic?.message ?? 'interrupted');
  }
}
