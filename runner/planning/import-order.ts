/**
 * Puts files behind those that they import. Files that import one another come together.
 *
 * @param paths the files to order
 * @param dependencies what a file imports; others than `paths` are passed over
 */
export function importOrder(
  paths: readonly string[],
  dependencies: (path: string) => readonly string[],
): readonly (readonly string[])[] {
  const wanted = new Set(paths);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];

  const enter = (path: string): Frame => {
    index.set(path, index.size);
    low.set(path, index.get(path)!);
    open.push(path);
    isOpen.add(path);
    return { path, left: dependencies(path).filter((next) => wanted.has(next)) };
  };
  const close = (path: string): void => {
    if (low.get(path) !== index.get(path)) return;
    const group = open.splice(open.lastIndexOf(path));
    group.forEach((member) => isOpen.delete(member));
    groups.push(group.sort());
  };

  for (const root of paths) {
    if (index.has(root)) continue;
    const frames = [enter(root)];
    // A list of frames, as a chain of imports may be longer than the stack is deep.
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const next = frame.left.shift();
      if (next === undefined) {
        close(frame.path);
        frames.pop();
        const outer = frames.at(-1);
        if (outer) lower(low, outer.path, low.get(frame.path)!);
      } else if (!index.has(next)) frames.push(enter(next));
      else if (isOpen.has(next)) lower(low, frame.path, index.get(next)!);
    }
  }
  return groups;
}

interface Frame {
  readonly path: string;
  readonly left: string[];
}

function lower(low: Map<string, number>, path: string, value: number): void {
  low.set(path, Math.min(low.get(path)!, value));
}
