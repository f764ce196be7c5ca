/** Who waits for the result of a yield point: a runner, or a list that has the point as a child. */
export interface ResultWaiter {
  /** A result is there that was not there before. */
  resultArrived(): void;
  /** The result is an error; called before {@link ResultWaiter.resultArrived}, whichever of several it is. */
  errorArrived(error: unknown): void;
}
