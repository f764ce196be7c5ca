/** An error class of its own for the scenarios. */
export class KeyError extends Error {
  override name = 'KeyError';
}
