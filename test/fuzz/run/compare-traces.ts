/** One event of a run. */
interface Row {
  readonly at: number;
  /** The call from outside to which it belongs. */
  readonly chain: string;
  readonly event: string;
}

/** What may differ between two runs beyond E1; see docs/fuzzing.md. */
export interface Allowance {
  /** A function that the program calls itself may complete before it returns (E3). */
  readonly completesAtOnce: boolean;
  /** Calls that run at the same time may call back in one turn, one after the other (E1). */
  readonly ticksMeet: boolean;
  /**
   * The numbers of what callbacks do that nobody waits for, where such a callback may be told in the turn in which a function
   * completes, by the list that keeps both callbacks or in `nextTick`: effects and starts of operations that may come before its
   * completion, with all that follows it, or behind (E1). Undefined where nothing of the kind is.
   */
  readonly aside: ReadonlySet<number> | undefined;
  /** The call was made without a callback: a promise may come back. */
  readonly withoutCallback: boolean;
  /** Calls that run at the same time may each have told the callback of their error (E7). */
  readonly laterErrors: boolean;
}

/** What a comparison found. */
export interface Comparison {
  /** What differs beyond the equivalences of docs/correctness.md. */
  readonly problem: string | undefined;
  /** True when events of one call came in another order at one time, as E3 allows. */
  readonly reordered: boolean;
}

/** Compares what a program did before and after its conversion. */
export function compareTraces(before: readonly string[], after: readonly string[], allowance: Allowance): Comparison {
  const old = byChain(before);
  const now = byChain(after);
  let reordered = false;
  for (const chain of new Set([...old.keys(), ...now.keys()])) {
    const comparison = compareChain(old.get(chain) ?? [], now.get(chain) ?? [], allowance);
    if (comparison.problem !== undefined) return { problem: `${chain}: ${comparison.problem}`, reordered };
    reordered ||= comparison.reordered;
  }
  return { problem: undefined, reordered };
}

function byChain(lines: readonly string[]): Map<string, Row[]> {
  const chains = new Map<string, Row[]>();
  for (const line of lines) {
    const row = parseRow(line);
    const rows = chains.get(row.chain);
    if (rows) rows.push(row);
    else chains.set(row.chain, [row]);
  }
  return chains;
}

/** Errors of the process carry no name of a call; those that a plan throws say it in their message. */
function parseRow(line: string): Row {
  const [, at = '0', rest = ''] = /^@(\d+) (.*)$/s.exec(line) ?? [];
  const [, chain, event] = /^([\w#]+): (.*)$/s.exec(rest) ?? [];
  if (chain !== undefined && event !== undefined) return { at: Number(at), chain, event };
  return { at: Number(at), chain: /\bin (\w+#\d+)/.exec(rest)?.[1] ?? 'none', event: rest };
}

function compareChain(before: readonly Row[], after: readonly Row[], allowance: Allowance): Comparison {
  const told = allowance.laterErrors
    ? ([withoutLaterErrors(before), withoutLaterErrors(after)] as const)
    : ([before, after] as const);
  const [old, now] = alignErrors(...told);
  const returns = compareReturns(old, now, allowance);
  if (returns !== undefined) return { problem: returns, reordered: false };
  const problem = compareEvents(withoutReturn(old), withoutReturn(now));
  if (problem === undefined) return { problem, reordered: false };
  if (allowance.aside && isKeptBeside(withoutReturn(old), withoutReturn(now), allowance.aside))
    return { problem: undefined, reordered: true };
  if (!(allowance.completesAtOnce || allowance.ticksMeet)) return { problem, reordered: false };
  const unordered = compareEvents(inOneOrder(withoutReturn(old)), inOneOrder(withoutReturn(now)));
  return unordered === undefined ? { problem: undefined, reordered: true } : { problem, reordered: false };
}

/** What callbacks that nobody waits for do, and what programs say where such a callback ends. */
const isAside = ({ event }: Row, aside: ReadonlySet<number>): boolean => {
  const number = /^(?:log|watch|watched|source|\w+ starts) '[a-z](\d+)\b/.exec(event)?.[1];
  return number === undefined ? /^log 'end[',]/.test(event) : aside.has(Number(number));
};

/** What callbacks do that nobody waits for keeps its order, and so do all other events. */
function isKeptBeside(before: readonly Row[], after: readonly Row[], aside: ReadonlySet<number>): boolean {
  return [true, false].every((wanted) => {
    const part = (rows: readonly Row[]): Row[] => rows.filter((row) => isAside(row, aside) === wanted);
    return compareEvents(part(before), part(after)) === undefined;
  });
}

/** The events of each time in alphabetical order. */
const inOneOrder = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => a.at - b.at || (a.event < b.event ? -1 : a.event > b.event ? 1 : 0));

/** E7: only the first error counts. A callback that is not told of the others does not throw then either. */
function withoutLaterErrors(rows: readonly Row[]): readonly Row[] {
  // Errors may be strings; what a function gives that calls back with a value may go on as one.
  const isError = (row: Row | undefined): boolean => /^done (?:\[Error|'[^']* failed'|'[^']+'$)/.test(row?.event ?? '');
  const first = rows.findIndex(isError);
  const isLater = (index: number): boolean => index > first && isError(rows[index]);
  return rows.filter((row, index) => !isLater(index) && !(isThrownByCallback(row) && isLater(index - 1)));
}

const isThrownByCallback = ({ event }: Row): boolean =>
  /^(?:uncaught exception|threw) \[Error: thrown by the callback/.test(event);

const isReturn = ({ event }: Row): boolean => /^(?:returned|threw) /.test(event);
const withoutReturn = (rows: readonly Row[]): Row[] => rows.filter((row) => !isReturn(row));

/** Events must be the same, at the same times, in the same order. */
function compareEvents(before: readonly Row[], after: readonly Row[]): string | undefined {
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const old = before[index];
    const now = after[index];
    if (old?.at === now?.at && old?.event === now?.event) continue;
    return `event ${index + 1} was ${show(old)}, is ${show(now)}`;
  }
  return undefined;
}

const show = (row: Row | undefined): string => (row ? `"@${row.at} ${row.event}"` : 'missing');

/** What the call itself gave back; E3 lets it return before it has completed, never the other way round. */
function compareReturns(before: readonly Row[], after: readonly Row[], allowance: Allowance): string | undefined {
  const old = before.findIndex(isReturn);
  const now = after.findIndex(isReturn);
  if (old < 0 || now < 0) return old === now ? undefined : 'the call returns in only one of the two runs';
  const value = before[old]!.event;
  const isPromise = allowance.withoutCallback && after[now]!.event === "returned 'a promise'";
  if (value !== after[now]!.event && !isPromise) return `the call ${value} before, ${after[now]!.event} now`;
  if (now > old) return 'the call does more before it returns';
  const atOnce = before.slice(now, old);
  if (atOnce.length === 0 || allowance.completesAtOnce || atOnce.some(({ event }) => event.startsWith('done')))
    return undefined;
  return `the call does less before it returns: ${show(atOnce[0])} comes later`;
}

/** Brings the errors that E2, E3, E5 and E6 allow to arrive in another way into one form. */
function alignErrors(before: readonly Row[], after: readonly Row[]): [readonly Row[], readonly Row[]] {
  const isEchoLost = before.filter(isEcho).length > after.filter(isEcho).length;
  const [wasToldFirst, isToldFirst] = [toldBeforeReturn(before), toldBeforeReturn(after)];
  const told = isEchoLost ? before.filter((row) => !isEcho(row)) : before;
  const old = told.flatMap((row) =>
    isToldFirst(row) && !wasToldFirst(row) ? thrownAtOnce(row).reverse() : thrownAtOnce(row),
  );
  // What was thrown at once may still be, but nothing else.
  const wasThrown = new Set(before.map(({ event }) => event));
  const now = after.flatMap((row) => (wasThrown.has(row.event) ? thrownAtOnce(row) : [row]));
  const completed = old.some(({ event }) => event.startsWith('done'));
  return completed ? [old, now] : [old.map(thrown), now.map(thrown)];
}

/** E2: what a handler threw may be the error that the function completes with. */
function thrown(row: Row): Row {
  const error = /^(?:uncaught exception|done) (\[Error: boom .*\])$/.exec(row.event)?.[1];
  return error === undefined ? row : { ...row, event: `fails with ${error}` };
}

/** E5: a function that calls back before it returns tells its callback so what it threw. */
function toldBeforeReturn(after: readonly Row[]): (row: Row) => boolean {
  const first = after.slice(0, Math.max(0, after.findIndex(isReturn)));
  return ({ event }) => event.startsWith('threw ') && first.some((row) => row.event === event.replace('threw', 'done'));
}

/** E3, E5: what a call threw at once because its callback or a part of it threw, without a check at its beginning. */
function thrownAtOnce(row: Row): Row[] {
  const error = /^threw (\[Error: (?:boom|thrown by the callback) .*\])$/.exec(row.event)?.[1];
  if (error === undefined) return [row];
  return [
    { ...row, event: 'returned undefined' },
    { ...row, event: `uncaught exception ${error}` },
  ];
}

/** E6: a callback is not told what it threw itself. */
const isEcho = ({ event }: Row): boolean => event.startsWith('done [Error: thrown by the callback');
