import type { Diagnostic } from './diagnostic.js';
import { messages } from './messages.generated.js';
import type { SourceRange } from './source-file.js';

/** The kebab-case name of a message in `messages/*.md`. */
export type MessageName = keyof typeof messages;

type Placeholder<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** What the template of a message asks for. */
export type MessageArgs<Name extends MessageName> = Readonly<
  Record<Placeholder<(typeof messages)[Name]['template']>, string | number>
>;

/**
 * Makes a finding from a message.
 *
 * @param name which message
 * @param args a value for each `{placeholder}` of its template; `{}` when it has none
 * @param path file that the finding is about, relative to the project root; `''` when it is about the run
 * @param range where in the file
 */
export function diagnose<Name extends MessageName>(
  name: Name,
  args: MessageArgs<Name>,
  path: string,
  range?: SourceRange,
): Diagnostic {
  const { code, severity, template } = messages[name];
  const message = fill(template, args);
  return range ? { code, severity, message, path, range } : { code, severity, message, path };
}

function fill(template: string, args: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(args[name]));
}
