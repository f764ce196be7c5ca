/** What becomes of a case, in one word. */
export type CaseVerdict = keyof typeof verdicts;

/** The words of `cases.json`, and what the page says for them. */
export const verdicts = {
  idiomatic: 'Converts to what one would write by hand.',
  faithful: 'Converts, and keeps its variables and tests as they are: nothing simpler does the same.',
  bridged: 'Only a part becomes direct style; the rest stays around it or in it.',
  declined: 'Stays as it is.',
} as const;

/** One case of the catalogue, as `fixtures/cases.json` has it. */
export interface CaseEntry {
  readonly title: string;
  readonly verdict: CaseVerdict;
  /** The fixture that shows the case: `early-error-return`, or with its folder, `projects/workspace`. */
  readonly shows: string;
  /** The fixture with what looks alike and goes another way, or why there is none. */
  readonly twin: string | { readonly none: string };
}

/** Reads an entry; those of the generator dialects are titles only. */
export function readEntry(number: number, value: unknown): CaseEntry | { readonly title: string } {
  if (typeof value === 'string') return { title: value };
  const entry = value as CaseEntry;
  if (!(entry.verdict in verdicts)) throw new Error(`fixtures/cases.json: case ${number} has an unknown verdict`);
  return entry;
}
