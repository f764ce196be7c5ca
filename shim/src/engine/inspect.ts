import { builtinModule } from '../context/builtin-module.js';

/** Shows a value in an error message, as `util.inspect` does where it exists. */
export function inspect(value: unknown): string {
  const util = builtinModule<typeof import('node:util')>('util');
  if (util !== undefined) return util.inspect(value, { depth: 1, breakLength: Infinity });
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'object' && value !== null) return Object.prototype.toString.call(value);
  return String(value);
}
