import { countRest, explainRest } from '../analysis/census/explain-rest.js';
import { takeCensus } from '../analysis/census/take-census.js';
import {
  legacyTotal,
  type Census,
  type Decision,
  type FileCensus,
  type FileOutcome,
  type ParsedFile,
  type RestCount,
} from '../core/index.js';

interface Counted {
  readonly text: string;
  readonly census: Census;
  readonly rest: readonly RestCount[];
}

/** Takes the census of a run from the trees that the run has at hand. A file that cannot be counted stops nothing. */
export class CensusTaker {
  private readonly originals = new Map<string, Counted>();
  private readonly outputs = new Map<string, Counted>();

  constructor(private readonly onError?: (error: unknown, path: string) => void) {}

  /** Counts a file as it was, with what was decided about it. */
  original(file: ParsedFile, decisions: readonly Decision[]): void {
    this.count(this.originals, file, decisions, []);
  }

  /**
   * Counts a file as it is to become; the last call for a file holds.
   * @param now decisions about that text
   * @param before decisions that led to it
   */
  output(file: ParsedFile, now: readonly Decision[], before: readonly Decision[]): void {
    this.count(this.outputs, file, now, before);
  }

  /** Gives each outcome its census. */
  attach(outcomes: readonly FileOutcome[]): readonly FileOutcome[] {
    return outcomes.map((outcome) => {
      const census = this.censusOf(outcome);
      return census ? { ...outcome, census } : outcome;
    });
  }

  private count(to: Map<string, Counted>, file: ParsedFile, now: readonly Decision[], before: readonly Decision[]) {
    const { path, text } = file.source;
    try {
      to.set(path, { text, census: takeCensus(file), rest: countRest(explainRest(file, { now, before })) });
    } catch (error) {
      this.onError?.(error, path);
    }
  }

  private censusOf({ path, status, after: text }: FileOutcome): FileCensus | undefined {
    const original = this.originals.get(path);
    if (!original) return undefined;
    const { census, rest } = original;
    if (status === 'unchanged') return { before: census, after: census, rest };
    const output = this.outputs.get(path);
    if (status === 'changed')
      return output && output.text === text ? { before: census, after: output.census, rest: output.rest } : undefined;
    const units = legacyTotal(census);
    return { before: census, after: census, rest: units === 0 ? [] : [{ place: 'refused', unsafe: false, units }] };
  }
}
