import { diffLines } from 'diff';

/**
 * Says where the lines of a converted text came from.
 *
 * @returns the line of the original for one of the new text, both counted from 1. In a part that was written anew it is the
 * line that stood there at the same distance from the part's beginning, at most the last one
 */
export function originalLines(before: string, after: string): (line: number) => number {
  const lines: number[] = [];
  let next = 1;
  let removed = 0;
  for (const { added, removed: isRemoved, count } of diffLines(before, after)) {
    if (isRemoved) {
      removed = count;
      next += count;
    } else if (added) {
      const first = next - removed;
      for (let i = 0; i < count; i++)
        lines.push(Math.max(1, removed > 0 ? first + Math.min(i, removed - 1) : next - 1));
      removed = 0;
    } else {
      for (let i = 0; i < count; i++) lines.push(next++);
      removed = 0;
    }
  }
  return (line) => lines[line - 1] ?? next;
}
