import { findMessage } from '../../core/index.js';

/** The name of a diagnostic; nothing for a code that is not known. */
export function nameOf(code: string): string {
  return findMessage(code)?.name ?? '';
}
