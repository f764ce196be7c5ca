import { captureContext } from '../context/context-node.js';
import { runInContext } from '../context/run-in-context.js';
import { runLater, throwLater } from './throw-later.js';

/**
 * Captures the exception contexts in force (`ExceptionStackContext`, an engine).
 *
 * @returns a function that throws an error later: to those contexts if there are any, else as an uncaught exception
 */
export function throwerHere(): (error: unknown) => void {
  const context = captureContext();
  if (context === null) return throwLater;
  return (error) => {
    const fail = (): never => {
      throw error;
    };
    // What no context deals with leaves the job like any other uncaught exception.
    runLater(() => runInContext(context, fail));
  };
}
