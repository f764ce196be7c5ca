import type { Part } from '../../items.js';

/** One completion, kept open until all completions of the function are known: its text depends on the others. */
export interface PendingCompletion {
  /** Filled by `settleConvention`. */
  readonly parts: Part[];
  readonly shape:
    | { readonly kind: 'success'; readonly values: readonly Part[] }
    /** `cb()`: not even an error argument. */
    | { readonly kind: 'bare' }
    /** The exact argument list: an error with values, an error of unknown truth, an odd first argument. */
    | { readonly kind: 'exact'; readonly args: readonly Part[] }
    | { readonly kind: 'throw'; readonly error: Part }
    /** The result of another operation, passed on as it is. */
    | {
        readonly kind: 'forward';
        readonly value: readonly Part[];
        readonly values: number | 'exact';
        /** The form that passes on everything, for when the other one does not go with the other completions. */
        readonly exact: () => readonly Part[];
      };
}

/**
 * How a function gives its values: `void` calls `cb()`, `null` calls `cb(null)`, `value` calls `cb(null, v)`, `values`
 * needs a list. Which one holds decides what its `return` statements say and which helper delivers them.
 */
export type Convention = 'void' | 'null' | 'value' | 'values';

export interface ConventionResult {
  readonly convention: Convention;
  readonly usesValues: boolean;
  /** True when a caller that awaits loses nothing: errors come without values. */
  readonly cleanErrors: boolean;
  /** True when every success hands over the same number of values, so that the first one alone tells all. */
  readonly uniform: boolean;
  /** True when who awaits gets each value where it looks for it: always a value, or always a list. */
  readonly regular: boolean;
}

const VALUES: Part = { shim: 'values' };

/** Decides the convention of a function from all its completions and writes their text. */
export function settleConvention(
  completions: readonly PendingCompletion[],
  carriers: boolean,
): ConventionResult | undefined {
  const convention = conventionOf(completions);
  let usesValues = false;
  let cleanErrors = true;
  for (const completion of completions) {
    const text = completionText(completion, convention, carriers);
    if (!text) return undefined;
    completion.parts.length = 0;
    completion.parts.push(...text);
    if (text.includes(VALUES)) usesValues = true;
    const isOddSuccess = completion.shape.kind === 'bare' && convention !== 'void';
    if (completion.shape.kind === 'exact' || (isOddSuccess && carriers)) cleanErrors = false;
  }
  return {
    convention,
    usesValues,
    cleanErrors,
    uniform: successCounts(completions).size < 2,
    regular: completions.every((completion) => isRegular(completion, convention)),
  };
}

/** The same for a callback without an error argument: whatever it gets is a value. */
export function settlePlain(completions: readonly PendingCompletion[]): ConventionResult {
  for (const { parts, shape } of completions) {
    const args = shape.kind === 'success' ? shape.values : shape.kind === 'exact' ? shape.args : [];
    const isExact = shape.kind === 'exact';
    const text: Part[] =
      args.length === 1 && !isExact
        ? ['return ', args[0]!]
        : ['return ', VALUES, isExact ? '.args(' : '(', ...joined(args), ')'];
    parts.length = 0;
    parts.push(...text);
  }
  const usesValues = completions.some(({ parts }) => parts.includes(VALUES));
  return { convention: 'value', usesValues, cleanErrors: true, uniform: false, regular: false };
}

/** An argument list that is handed on as it is becomes a value or a list, depending on its length. */
function isRegular({ shape }: PendingCompletion, convention: Convention): boolean {
  switch (shape.kind) {
    case 'forward':
      // What does not give as many values as the others is handed on as it is.
      return shape.values !== 'exact' && (convention !== 'values' || shape.values > 1);
    case 'bare':
      return convention !== 'values';
    case 'exact':
      return convention !== 'values' || shape.args.length > 2;
    default:
      return true;
  }
}

/** The numbers of values that successes hand over; -1 for not even an error argument. */
function successCounts(completions: readonly PendingCompletion[]): Set<number> {
  const counts = new Set<number>();
  for (const { shape } of completions) {
    if (shape.kind === 'bare') counts.add(-1);
    else if (shape.kind === 'success') counts.add(shape.values.length);
    else if (shape.kind === 'forward') counts.add(shape.values === 'exact' ? 1 : shape.values);
    else if (shape.kind === 'exact' && shape.args.length > 2) counts.add(shape.args.length - 1);
  }
  return counts;
}

function conventionOf(completions: readonly PendingCompletion[]): Convention {
  const counts = successCounts(completions);
  if ([...counts].some((count) => count > 1)) return 'values';
  if (counts.size === 1 && counts.has(-1)) return 'void';
  if (counts.size === 1 && counts.has(0)) return 'null';
  return 'value';
}

function completionText({ shape }: PendingCompletion, convention: Convention, carriers: boolean): Part[] | undefined {
  switch (shape.kind) {
    case 'throw':
      return ['throw ', shape.error];
    case 'bare':
      if (convention === 'void' || !carriers) return convention === 'values' ? ['return []'] : ['return'];
      return ['return ', VALUES, '.args()'];
    case 'success':
      return successText(shape.values, convention, carriers);
    case 'exact':
      return carriers ? ['return ', VALUES, '.args(', ...joined(shape.args), ')'] : undefined;
    case 'forward':
      return (
        forwardText(shape.value, shape.values, convention, carriers) ??
        forwardText(shape.exact(), 'exact', convention, carriers)
      );
  }
}

function successText(values: readonly Part[], convention: Convention, carriers: boolean): Part[] {
  if (convention === 'values')
    return carriers ? ['return ', VALUES, '(', ...joined(values), ')'] : ['return [', ...joined(values), ']'];
  if (values.length === 1) return ['return ', values[0]!];
  // Awaited, `values()` would be an empty list where other paths give a value.
  return convention === 'null' || !carriers ? ['return'] : ['return ', VALUES, '.args(null)'];
}

function forwardText(
  value: readonly Part[],
  count: number | 'exact',
  convention: Convention,
  carriers: boolean,
): Part[] | undefined {
  const fits =
    count === 'exact'
      ? carriers
      : convention === (count === -1 ? 'void' : count === 0 ? 'null' : count === 1 ? 'value' : 'values');
  return fits || (!carriers && count !== 'exact' && count <= 1 && convention === 'value')
    ? ['return ', ...value]
    : undefined;
}

function joined(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [', ', part]));
}
