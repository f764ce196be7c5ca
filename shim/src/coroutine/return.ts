/**
 * Thrown by a generator to give its result (`gen.Return`). Prefer `return value`; this exists for code that throws it
 * from a helper. It is an ordinary exception: a broad `catch` around it swallows it.
 */
export class Return<T = unknown> extends Error {
  static {
    this.prototype.name = 'Return';
  }

  /** @param value the result; leave it out for none */
  constructor(readonly value?: T) {
    super('Return was thrown outside of a coroutine, or caught by a handler that should let it pass');
  }
}
