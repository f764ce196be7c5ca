/**
 * Makes a product of a stage fit for JSON: sets become lists, maps objects, references to an enclosing object
 * `"[circular]"`, regular expressions and big integers text; functions are left out.
 */
export function toPlain(value: unknown, enclosing: readonly object[] = []): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof RegExp) return String(value);
  if (enclosing.includes(value)) return '[circular]';
  const inside = [...enclosing, value];
  if (Array.isArray(value)) return value.map((item) => toPlain(item, inside));
  if (value instanceof Set) return [...value].map((item) => toPlain(item, inside));
  const entries: Iterable<readonly [unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  return Object.fromEntries([...entries].map(([key, item]) => [String(key), toPlain(item, inside)]));
}
