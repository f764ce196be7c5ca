import { posix } from 'node:path';
import { emptyModule, type ModuleFacts } from './module-facts.js';

/** What is known of a file that was not parsed: the paths that stand in its text. */
export function unreadModule(path: string, text: string): ModuleFacts {
  const folder = posix.dirname(path);
  const strings = text.match(/(["'`])\.\.?\/[^"'`\n]*\1/g) ?? [];
  const named = [...new Set(strings)].map((string) => ({
    path: posix.join(folder, string.slice(1, -1)).replace(/\/$/, ''),
    place: path,
  }));
  return { ...emptyModule, named };
}
