import { readdirSync, readFileSync } from 'node:fs';

/**
 * The text of `analysis/profiles/libraries.generated.ts`: every profile of the folder, in the order of their names.
 *
 * @param folder of the profiles, ending with a slash
 */
export function renderProfiles(folder: URL): string {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'schema.json');
  const profiles = names.toSorted().map((name) => {
    const { $schema, ...profile } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<string, unknown>;
    void $schema;
    return `  ${JSON.stringify(profile)},`;
  });
  return [
    '// Generated from profiles/*.json by scripts/generate.ts. Do not edit.',
    "import type { LibraryProfile } from '../../core/index.js';",
    '',
    'export const builtinProfiles: readonly LibraryProfile[] = [',
    ...profiles,
    '];',
    '',
  ].join('\n');
}
