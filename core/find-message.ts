import type { MessageName } from './diagnose.js';
import type { Severity } from './diagnostic.js';
import { messages } from './messages.generated.js';

/** A message as people look it up. */
export interface MessageEntry {
  /** `CS` and four digits. */
  readonly code: string;
  readonly name: MessageName;
  readonly severity: Severity;
  /** One line with `{placeholders}`. */
  readonly template: string;
  /** Markdown: why, an example, what to do. */
  readonly explanation: string;
}

/** Every message, in the order of its code. */
export const allMessages: readonly MessageEntry[] = Object.entries(messages).map(([name, entry]) => ({
  name: name as MessageName,
  ...entry,
}));

/**
 * Finds a message by its code (`CS7001`) or its name (`parse-failed`), in upper or lower case.
 *
 * @returns undefined when there is none
 */
export function findMessage(codeOrName: string): MessageEntry | undefined {
  const wanted = codeOrName.trim().toLowerCase();
  return allMessages.find(({ code, name }) => code.toLowerCase() === wanted || name === wanted);
}
