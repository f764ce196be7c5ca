import type { BuiltinCallback, PromiseForm } from '../../analysis/profiles/builtin-callback.js';
import { fieldCorrections } from './corrections.js';

/**
 * The text of `analysis/profiles/node.generated.ts`.
 * @param version of `@types/node`
 */
export function renderProfile(rows: readonly BuiltinCallback[], version: string): string {
  const lines = rows.map((row) => `  ${JSON.stringify(corrected(row))},`);
  return `// Made from @types/node ${version} by scripts/build-node-profile.ts. Do not edit.
import type { BuiltinCallback } from './builtin-callback.js';

export const nodeCallbacks: readonly BuiltinCallback[] = [
${lines.join('\n')}
];
`;
}

function corrected(row: BuiltinCallback): BuiltinCallback {
  const fields = fieldCorrections[`${row.module}.${row.name}`];
  return fields && row.promise ? { ...row, promise: { ...row.promise, fields } as PromiseForm } : row;
}
