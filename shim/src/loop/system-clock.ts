type Clock = Pick<typeof globalThis.performance, 'now' | 'timeOrigin'>;

/** The clock of the JavaScript engine, `performance`. A sandbox without one gets the time of day, which may be set back. */
export const systemClock: Clock = /* @__PURE__ */ (() => {
  const timeOrigin = Date.now();
  return (globalThis as { performance?: Clock }).performance ?? { timeOrigin, now: () => Date.now() - timeOrigin };
})();
