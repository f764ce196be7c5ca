/** A stretch of the source: a node, or a part of one. */
interface Stretch {
  readonly start?: number | null;
  readonly end?: number | null;
}

/** Whether a stretch of the source stands in another one; the same stretch does. */
export const isWithin = (inner: Stretch, outer: Stretch): boolean =>
  outer.start! <= inner.start! && inner.end! <= outer.end!;
