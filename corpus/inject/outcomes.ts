/** What a run of tests showed, line by line, with how often. */
export type Outcomes = ReadonlyMap<string, number>;

/** A test that passed or failed, in mocha, vows, lab, tap. */
const mark = /^\s*(?:(?<passed>[✓✔√]|ok\b)|(?<failed>[✗✖✘×]|not ok\b|\d+\)))\s*\d*\s*-?\s*(?<name>.*)$/;
/** What an assertion or an exception says. */
const told = /\b[A-Za-z]*Error\b|injected failure|^\s*(?:found|wanted|expected|actual|operator): /;
/** Stacks tell how code is written, not what it does. */
const stack = /^\s*(?:at |stack: )/;

/**
 * Reads the outcome of each test, and the messages of errors, from what a suite printed. What differs from run to run
 * (durations, places, random names, the order) is left out.
 */
export function readOutcomes(output: string, folder: string): Outcomes {
  const lines = output
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replaceAll(folder, '')
    .split('\n');
  return tally(lines.filter((line) => !stack.test(line)).flatMap((line) => outcomeOf(line) ?? []));
}

/** Reads the log of a run: what was called, what was made to fail, what nobody caught. */
export function readCalls(log: string): Outcomes {
  return tally(log.split('\n').filter((line) => line !== ''));
}

/** What two runs have in common. */
export function common(one: Outcomes, other: Outcomes): Outcomes {
  return new Map(
    [...one].flatMap(([line, count]) => {
      const both = Math.min(count, other.get(line) ?? 0);
      return both > 0 ? [[line, both] as const] : [];
    }),
  );
}

/** What some run of several has. */
export function either(one: Outcomes, other: Outcomes): Outcomes {
  const all = new Map(one);
  for (const [line, count] of other) all.set(line, Math.max(count, all.get(line) ?? 0));
  return all;
}

/** What is in the first and not in the second. */
export function without(one: Outcomes, other: Outcomes): Outcomes {
  return new Map(
    [...one].flatMap(([line, count]) => {
      const more = count - (other.get(line) ?? 0);
      return more > 0 ? [[line, more] as const] : [];
    }),
  );
}

function outcomeOf(line: string): string | undefined {
  const { passed, failed, name } = mark.exec(line)?.groups ?? {};
  if (passed !== undefined) return `pass: ${steady(name!)}`;
  if (failed !== undefined) return `fail: ${steady(name!)}`;
  return told.test(line) ? `says: ${steady(line)}` : undefined;
}

function steady(text: string): string {
  return text
    .replace(/\(?\b\d+(?:\.\d+)?\s?m?s\)?/g, '')
    .replace(/# time=\S*/, '')
    .replace(/[0-9a-f]{8,}|\d{4,}/gi, '#')
    .replace(/:\d+(?::\d+)?/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function tally(lines: readonly string[]): Outcomes {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
