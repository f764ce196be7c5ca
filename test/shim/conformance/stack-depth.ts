/** How many frames the stack has. */
export function stackDepth(): number {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  try {
    return new Error('depth').stack!.split('\n').length;
  } finally {
    Error.stackTraceLimit = before;
  }
}
