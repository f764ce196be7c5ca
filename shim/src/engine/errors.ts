/** Base of the shim's own errors: sets `name` so that it survives minifying. */
class GenError extends Error {
  static {
    this.prototype.name = 'GenError';
  }
}

/** A key was registered again while it is still registered (`gen.KeyReuseError`). */
export class KeyReuseError extends GenError {
  static {
    this.prototype.name = 'KeyReuseError';
  }
}

/** Somebody waits for a key that is not registered (`gen.UnknownKeyError`). */
export class UnknownKeyError extends GenError {
  static {
    this.prototype.name = 'UnknownKeyError';
  }
}

/** A generator ended without waiting for all the callbacks it registered (`gen.LeakedCallbackError`). */
export class LeakedCallbackError extends GenError {
  static {
    this.prototype.name = 'LeakedCallbackError';
  }
}

/** A generator yielded something that its runner does not know (`gen.BadYieldError`). */
export class BadYieldError extends GenError {
  static {
    this.prototype.name = 'BadYieldError';
  }
}

/** A function gave a return value that nobody can receive (`gen.ReturnValueIgnoredError`). */
export class ReturnValueIgnoredError extends GenError {
  static {
    this.prototype.name = 'ReturnValueIgnoredError';
  }
}
