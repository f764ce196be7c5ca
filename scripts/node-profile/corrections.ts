/**
 * Names of the fields of promisified results where the declarations say something else than Node does. The test of the
 * profile compares every such name with the running Node.
 */
export const fieldCorrections: Readonly<Record<string, readonly string[]>> = {
  // Declared as `buffers`, as in `readv`; Node's own list of names says `buffer`.
  'fs.writev': ['bytesWritten', 'buffer'],
};
