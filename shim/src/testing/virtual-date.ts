/**
 * A `Date` whose now is virtual. Everything else is the real one, and `instanceof Date` holds for dates of both.
 *
 * @param now gives milliseconds since 1970
 */
export function virtualDate(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    apply: () => new Date(now()).toString(),
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  });
}
