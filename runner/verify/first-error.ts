import { stripVTControlCharacters } from 'node:util';

/** What test runners write in front of a test that fails. */
const FAILING_TEST = /^\s*(?:\d+\) \S|not ok\b|[✖✗✘×✕] ?\S|--- FAIL|FAIL\b)/;

/** A message of an exception, or one about time. */
const MESSAGE = /\b(?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: |^Uncaught\b|\b(?:timed out|[Tt]imeout)\b/;

const MAX_LENGTH = 160;

/**
 * What the output of a failing run says first about the failure: the name of a test, and a message.
 *
 * @param output of the run that failed
 * @param before output of the run that passed, where the same lines mean nothing
 * @returns one line; empty when nothing looks like an error
 */
export function firstError(output: string, before: string): string {
  const known = new Set(linesOf(before).map(withoutNumbers));
  const fresh = linesOf(output).filter((line) => !known.has(withoutNumbers(line)));
  const test = fresh.find((line) => FAILING_TEST.test(line));
  const message = fresh.find((line) => MESSAGE.test(line) && line !== test);
  return [...new Set([test, message])]
    .flatMap((line) => (line === undefined ? [] : shorten(line.trim().replace(/\s+/g, ' '))))
    .join('; ');
}

/** The last lines of an output, without those that are empty. */
export function lastLines(output: string, count: number): readonly string[] {
  return linesOf(output).slice(-count);
}

const linesOf = (output: string): string[] =>
  stripVTControlCharacters(output)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

/** Times and counts differ from run to run. */
const withoutNumbers = (line: string): string => line.replace(/\d+/g, '0');

const shorten = (line: string): string => (line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line);
