import type { Diagnostic, FileOutcome } from '../../core/index.js';
import { messages } from '../../core/messages.generated.js';

const nameByCode = new Map(Object.entries(messages).map(([name, { code }]) => [code as string, name]));

/** How often each diagnostic was given for a file, by name; one that stands at a decision and at the file counts once. */
export function tallyDiagnostics(outcome: FileOutcome): Record<string, number> {
  const all = [...outcome.diagnostics, ...outcome.decisions.flatMap((decision) => decision.reasons)];
  // What every conversion changes within the equivalences is not worth naming in each fixture.
  const distinct = new Map(
    all.filter(({ code }) => !/^CS50/.test(code)).map((diagnostic) => [identity(diagnostic), diagnostic]),
  );
  const counts: Record<string, number> = {};
  for (const { code } of distinct.values()) {
    const name = nameByCode.get(code) ?? code;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function identity({ code, path, message, range }: Diagnostic): string {
  return [code, path, range?.start, range?.end, message].join('\0');
}
