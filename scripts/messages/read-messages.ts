import { readdirSync, readFileSync } from 'node:fs';
import type { Area, Message } from './message.js';
import { parseMessages, type ParsedMessages } from './parse-messages.js';

/**
 * Reads every file of a folder of messages, in the order of their codes.
 *
 * @param folder ends with a slash
 * @throws Error when a code or a name is given twice, or a code belongs to no area
 */
export function readMessages(folder: URL): ParsedMessages {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  const parsed = files.sort().map((file) => parseMessages(readFileSync(new URL(file, folder), 'utf8'), file));
  const areas = parsed.flatMap((one) => one.areas).sort((a, b) => a.prefix.localeCompare(b.prefix));
  const messages = parsed.flatMap((one) => one.messages).sort((a, b) => a.code.localeCompare(b.code));
  check(areas, messages);
  return { areas, messages };
}

function check(areas: readonly Area[], messages: readonly Message[]): void {
  refuseTwice(areas.map((area) => area.prefix));
  refuseTwice(messages.map((message) => message.code));
  refuseTwice(messages.map((message) => message.name));
  const prefixes = new Set(areas.map((area) => area.prefix));
  for (const { code } of messages) {
    if (!prefixes.has(code.slice(0, 3)))
      throw new Error(`${code} belongs to no area: no "# ${code.slice(0, 3)}xxx" heading`);
  }
}

function refuseTwice(keys: readonly string[]): void {
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new Error(`${twice} is given twice in messages/`);
}
