/** A result was asked of a future that has none yet, or was set twice. */
export class InvalidStateError extends Error {
  static {
    this.prototype.name = 'InvalidStateError';
  }
}

/** A deadline passed (`gen.TimeoutError`, `ioloop.TimeoutError`). */
export class TimeoutError extends Error {
  static {
    this.prototype.name = 'TimeoutError';
  }
}

/** An argument has the right type and a value that cannot be; named as in Python, so that ported code finds it. */
export class ValueError extends RangeError {
  static {
    this.prototype.name = 'ValueError';
  }
}

/** Something was done in a state that does not allow it; named as in Python, so that ported code finds it. */
export class RuntimeError extends Error {
  static {
    this.prototype.name = 'RuntimeError';
  }
}
