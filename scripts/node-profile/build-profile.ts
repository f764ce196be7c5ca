import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDeclarations } from './declared-modules.js';
import { profileRows } from './profile-rows.js';
import { renderProfile } from './render-profile.js';

/** Where the profile of Node's callbacks is kept, from the root of the repository. */
export const profilePath = 'analysis/profiles/node.generated.ts';

/**
 * What `profilePath` should hold for the installed `@types/node`.
 * @param root folder of the repository, ending with a slash
 */
export function buildProfile(root: URL): string {
  const manifest = fs.readFileSync(new URL('node_modules/@types/node/package.json', root), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return renderProfile(profileRows(readDeclarations(fileURLToPath(root).replace(/\/$/, ''))), version);
}
