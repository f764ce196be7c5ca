/** How many tests a run reported; `undefined` when nothing in the output tells. */
export interface TestCounts {
  readonly passing: number;
  readonly failing: number;
}

type Reader = (text: string) => TestCounts | undefined;

/** Reads the summary of mocha, vows, jasmine, lab, TAP or a list of marks, whichever is found first. */
export function readTestCounts(output: string): TestCounts | undefined {
  const text = output.replace(/\u001b\[[0-9;]*m/g, '');
  for (const read of readers) {
    const counts = read(text);
    if (counts) return counts;
  }
  return undefined;
}

const readers: readonly Reader[] = [
  summed(/^\s*(?:[✔✓] )?(\d+) passing\b/gm, /^\s*(?:[✖✗] )?(\d+) failing\b/gm),
  oldMocha,
  summed(/» (\d+) honored/g, /∙ (\d+) (?:broken|errored)/g),
  ofTotal(/(\d+) specs?, (\d+) failures?/, (total, failing) => ({ passing: total - failing, failing })),
  ofTotal(/(\d+) tests (?:passed|complete)/, (passing) => ({ passing, failing: 0 })),
  ofTotal(/(\d+) of (\d+) tests failed/, (failing, total) => ({ passing: total - failing, failing })),
  summed(/^# pass\s+(\d+)/gm, /^# fail\s+(\d+)/gm),
  counted(/^ok\b/gm, /^not ok\b/gm),
  counted(/^\s*[✔✓√] /gm, /^\s*[✖✗✘×] /gm),
];

function oldMocha(text: string): TestCounts | undefined {
  const complete = /✔ (\d+) tests? complete/.exec(text);
  if (complete) return { passing: Number(complete[1]), failing: 0 };
  const failed = /✖ (\d+) of (\d+) tests? failed/.exec(text);
  return failed ? { passing: Number(failed[2]) - Number(failed[1]), failing: Number(failed[1]) } : undefined;
}

/** Adds up the numbers that stand in the summaries of several runs. */
function summed(passing: RegExp, failing: RegExp): Reader {
  return (text) => {
    const found = numbers(text, passing);
    return found.length === 0 ? undefined : { passing: total(found), failing: total(numbers(text, failing)) };
  };
}

/** Counts lines. */
function counted(passing: RegExp, failing: RegExp): Reader {
  return (text) => {
    const counts = { passing: text.match(passing)?.length ?? 0, failing: text.match(failing)?.length ?? 0 };
    return counts.passing + counts.failing === 0 ? undefined : counts;
  };
}

function ofTotal(pattern: RegExp, counts: (first: number, second: number) => TestCounts): Reader {
  return (text) => {
    const match = pattern.exec(text);
    return match ? counts(Number(match[1]), Number(match[2] ?? 0)) : undefined;
  };
}

function numbers(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((match) => Number(match[1]));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
