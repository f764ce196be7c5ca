import { inspect } from 'node:util';

const inspectOptions = { depth: 6, sorted: true, breakLength: Infinity, maxArrayLength: 200, compact: true } as const;

/** A value as one line that is the same in every run: errors without stacks, functions by name. */
export function describeValue(value: unknown): string {
  return inspect(simplify(value, new Map()), inspectOptions);
}

/** Replaces errors and functions inside plain data; a value seen before maps to its first replacement. */
function simplify(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'function') return new Label(`[function ${value.name || 'anonymous'}]`);
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (isError(value)) return errorLabel(value, seen);
  if (Array.isArray(value)) return simplifyArray(value, seen);
  if (!isPlain(value)) return value;
  const copy: Record<string, unknown> = {};
  seen.set(value, copy);
  for (const [key, inner] of Object.entries(value)) copy[key] = simplify(inner, seen);
  return copy;
}

function simplifyArray(value: readonly unknown[], seen: Map<object, unknown>): unknown[] {
  const copy: unknown[] = [];
  seen.set(value, copy);
  for (const inner of value) copy.push(simplify(inner, seen));
  return copy;
}

function errorLabel(error: Error, seen: Map<object, unknown>): Label {
  const label = new Label(`[${error.name}: ${error.message}]`);
  seen.set(error, label);
  const own = Object.entries(error).filter(([key]) => key !== 'stack' && key !== 'message' && key !== 'name');
  if (own.length > 0) {
    const extra = Object.fromEntries(own.map(([key, inner]) => [key, simplify(inner, seen)]));
    label.text = `[${error.name}: ${error.message} ${inspect(extra, inspectOptions)}]`;
  }
  return label;
}

/** Errors of other realms count as well. */
function isError(value: object): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Prints as its text, without quotes. */
class Label {
  constructor(public text: string) {}
  [inspect.custom](): string {
    return this.text;
  }
}
