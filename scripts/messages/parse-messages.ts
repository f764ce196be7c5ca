import type { Area, Message } from './message.js';

export interface ParsedMessages {
  readonly areas: readonly Area[];
  readonly messages: readonly Message[];
}

const areaHeading = /^# (CS\d)xxx (.+)$/;
const messageHeading = /^## (CS\d{4}) ([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;
const head = /^Severity: (error|warning|note)\nMessage: (\S.*)\n\n([\s\S]+)$/;

/**
 * Reads one file of messages; the format is described in `messages/README.md`.
 *
 * @param text the file's markdown
 * @param file its name, for error messages
 * @throws Error that names the file and the heading when something does not follow the format
 */
export function parseMessages(text: string, file: string): ParsedMessages {
  const areas: Area[] = [];
  const messages: Message[] = [];
  for (const { heading, body } of sections(text.replaceAll('\r\n', '\n'))) {
    if (heading.startsWith('## ')) messages.push(parseMessage(heading, body, file));
    else areas.push(parseArea(heading, body, file));
  }
  return { areas, messages };
}

interface Section {
  readonly heading: string;
  readonly body: string;
}

/** Cuts at `#` and `##` headings; a `#` inside a fenced block is code. What stands before the first heading is a comment. */
function sections(text: string): readonly Section[] {
  const found: { heading: string; lines: string[] }[] = [];
  let fenced = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced;
    if (!fenced && /^##? /.test(line)) found.push({ heading: line, lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ heading, lines }) => ({ heading, body: lines.join('\n').trim() }));
}

function parseArea(heading: string, body: string, file: string): Area {
  const [, prefix, title] = areaHeading.exec(heading) ?? [];
  if (!prefix || !title) throw new Error(`${file}: "${heading}" is not of the form "# CS1xxx Title"`);
  return { prefix, title, introduction: body };
}

function parseMessage(heading: string, body: string, file: string): Message {
  const [, code, name] = messageHeading.exec(heading) ?? [];
  if (!code || !name) throw new Error(`${file}: "${heading}" is not of the form "## CS1234 kebab-name"`);
  const [, severity, template, explanation] = head.exec(body) ?? [];
  if (!severity || !template || !explanation) {
    throw new Error(`${file}: ${code} needs "Severity:", "Message:" (one line each), an empty line and an explanation`);
  }
  return { code, name, severity: severity as Message['severity'], template, explanation };
}
