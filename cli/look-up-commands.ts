import { existsSync } from 'node:fs';
import { allMessages, diagnose, findMessage } from '../core/index.js';
import { formatDiagnostic } from '../report/format-problems.js';
import { stockTransformPath } from '../runner/stock-transform-path.js';
import { exitCodes } from './exit-code.js';
import type { Surroundings, Terminal } from './terminal.js';

/** `coshift list`: the transforms, one a line. */
export function listCommand({ registry, terminal }: Surroundings): number {
  const width = Math.max(0, ...registry.map(({ name }) => name.length));
  for (const { name, summary } of registry) terminal.stdout.write(`${name.padEnd(width)}  ${summary}\n`);
  return exitCodes.ok;
}

/** `coshift explain`: the text behind a code; all codes without one. */
export function explainCommand(code: string | undefined, { stdout, stderr }: Terminal): number {
  if (code === undefined) {
    for (const message of allMessages) stdout.write(`${message.code}  ${message.name}\n`);
    return exitCodes.ok;
  }
  const message = findMessage(code);
  if (!message) {
    stderr.write(`${formatDiagnostic(diagnose('unknown-code', { code }, ''), { color: stderr.color })}\n`);
    return exitCodes.failure;
  }
  stdout.write(
    `${message.code} ${message.name} (${message.severity})\n\n${message.template}\n\n${message.explanation}\n`,
  );
  return exitCodes.ok;
}

/** `coshift path`: where a transform is for stock jscodeshift. */
export function pathCommand(name: string, { registry, terminal }: Surroundings): number {
  const { stdout, stderr } = terminal;
  const known = registry.map((transform) => transform.name);
  if (!known.includes(name)) {
    const problem = diagnose('unknown-transform', { name, known: known.join(', ') || 'none' }, '');
    stderr.write(`${formatDiagnostic(problem, { color: stderr.color })}\n`);
    return exitCodes.failure;
  }
  const path = stockTransformPath(name);
  if (!existsSync(path)) {
    stderr.write(`coshift: error: ${path} is missing; run "npm run build" first\n`);
    return exitCodes.failure;
  }
  stdout.write(`${path}\n`);
  return exitCodes.ok;
}
