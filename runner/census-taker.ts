import { countRest } from '../analysis/census/count-rest.js';
import { explainRest } from '../analysis/census/explain-rest.js';
import { takeCensus } from '../analysis/census/take-census.js';
import { fileContext } from '../analysis/file-context.js';
import { librariesOf } from '../analysis/libraries/libraries.js';
import {
  legacyTotal,
  type Census,
  type Decision,
  type FileCensus,
  type FileOutcome,
  type ParsedFile,
  type ProjectFacts,
  type RestCount,
  type SourceFile,
} from '../core/index.js';
import { AskedFacts } from './cache/asked-facts.js';
import type { StepCache } from './cache/step-cache.js';
import { originalLines } from './original-lines.js';

interface Counted {
  readonly text: string;
  readonly census: Census;
  readonly rest: readonly RestCount[];
}

/** A file to count, and what is known of the others. */
export interface ToCount {
  readonly source: SourceFile;
  /** Undefined when the file does not parse. */
  readonly parse: () => ParsedFile | undefined;
  readonly facts: ProjectFacts;
}

/** Takes the census of a run on its way. A file that cannot be counted stops nothing. */
export class CensusTaker {
  private readonly originals = new Map<string, Counted>();
  private readonly outputs = new Map<string, Counted>();

  constructor(
    private readonly steps: StepCache,
    private readonly onError?: (error: unknown, path: string) => void,
  ) {}

  /** Counts a file as it was, with what was decided about it. */
  original(file: ToCount, decisions: readonly Decision[]): void {
    this.count(this.originals, file, decisions, []);
  }

  /**
   * Counts a file as it is to become; the last call for a file holds.
   * @param now decisions about that text
   * @param before decisions that led to it
   */
  output(file: ToCount, now: readonly Decision[], before: readonly Decision[]): void {
    this.count(this.outputs, file, now, before);
  }

  /** Gives each outcome its census. */
  attach(outcomes: readonly FileOutcome[]): readonly FileOutcome[] {
    return outcomes.map((outcome) => {
      const census = this.censusOf(outcome);
      return census ? { ...outcome, census } : outcome;
    });
  }

  private count(
    to: Map<string, Counted>,
    { source, parse, facts }: ToCount,
    now: readonly Decision[],
    before: readonly Decision[],
  ): void {
    const { path, text } = source;
    const rests = this.steps.isOn ? [JSON.stringify([now, before])] : [];
    const asked = (): AskedFacts => new AskedFacts(facts);
    try {
      const { result } = this.steps.asking({ name: 'census', source, rests }, facts, asked, (asking) => {
        const file = parse();
        if (!file) return undefined;
        fileContext(file, librariesOf(asking, path));
        return { census: takeCensus(file), rest: countRest(explainRest(file, { now, before })) };
      });
      if (result) to.set(path, { text, ...result });
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
    if (status === 'changed') {
      if (!output || output.text !== text) return undefined;
      return { before: census, after: output.census, rest: inOriginal(output.rest, original.text, output.text) };
    }
    const units = legacyTotal(census);
    const lines = original.rest.flatMap((each) => each.lines);
    return {
      before: census,
      after: census,
      rest: units === 0 ? [] : [{ place: 'refused', unsafe: false, units, lines: lines.toSorted((a, b) => a - b) }],
    };
  }
}

/** The same with lines of the original, which is what the user sees. */
function inOriginal(rest: readonly RestCount[], before: string, after: string): readonly RestCount[] {
  if (rest.length === 0) return rest;
  const lineOf = originalLines(before, after);
  return rest.map((each) => ({ ...each, lines: each.lines.map(lineOf) }));
}
