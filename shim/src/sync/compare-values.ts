/** Compares two values: arrays element by element, then by length; others with `<` and `>`. */
export function compareValues(a: unknown, b: unknown): number {
  if (!Array.isArray(a) || !Array.isArray(b)) return compareSingle(a, b);
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareSingle(a: unknown, b: unknown): number {
  if ((a as number) < (b as number)) return -1;
  return (a as number) > (b as number) ? 1 : 0;
}
