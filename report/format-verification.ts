import { findMessage, type Verification } from '../core/index.js';
import { plural } from './plural.js';

/** What the project's own tests said, for people. Errors have lines of their own elsewhere. */
export function formatVerification(verification: Verification): readonly string[] {
  const { command, outcome, output, logs } = verification;
  if (outcome === 'nothing-to-convert') return [`\`${command}\` was not run: there is nothing to convert.`];
  const lines = [...headline(verification), ...formatTakenBack(verification)];
  if (output.length > 0) lines.push('The end of its output:', ...output.map((line) => `  ${line}`));
  if (logs !== '' && outcome !== 'passed') lines.push(`The output of each run is in ${logs}.`);
  return lines;
}

function headline({ command, outcome, runs, sites, takenBack }: Verification): readonly string[] {
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last || (outcome !== 'passed' && outcome !== 'reduced')) return [];
  const before = `\`${command}\` passed before the conversion (${first.seconds} s)`;
  if (outcome === 'passed') return [`${before} and with it (${last.seconds} s).`];
  const seconds = Math.round(runs.reduce((sum, run) => sum + run.seconds, 0) * 10) / 10;
  return [
    `${before}, and passes with what is written (${last.seconds} s).`,
    `With the whole conversion it failed: ${takenBack.length} of ${plural(sites, 'site')} taken back, found in ${plural(runs.length, 'run')} (${seconds} s):`,
  ];
}

function formatTakenBack({ takenBack }: Verification): readonly string[] {
  if (takenBack.length === 0) return [];
  const sites = takenBack.map(({ path, line, title, detail }) => `  ${path}:${line} ${title}: ${detail}`);
  return [...sites, `"coshift explain ${findMessage('conversion-fails-command')!.code}" says what to do about them.`];
}
