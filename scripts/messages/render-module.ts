import type { Message } from './message.js';

/** The text of `core/messages.generated.ts`. */
export function renderModule(messages: readonly Message[]): string {
  return [
    '// Generated from messages/*.md by scripts/generate.ts. Do not edit.',
    '',
    'export const messages = {',
    ...messages.map(renderEntry),
    '} as const;',
    '',
  ].join('\n');
}

function renderEntry({ name, code, severity, template, explanation }: Message): string {
  return [
    `  '${name}': {`,
    `    code: '${code}',`,
    `    severity: '${severity}',`,
    `    template: ${JSON.stringify(template)},`,
    `    explanation: ${JSON.stringify(explanation)},`,
    '  },',
  ].join('\n');
}
