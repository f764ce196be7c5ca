/**
 * Makes the table of Node's callback functions anew from the type declarations of Node. Only needed for a new version
 * of `@types/node`; a test fails when the table is out of date.
 *
 *     npx tsx scripts/build-node-profile.ts
 */
import fs from 'node:fs';
import { buildProfile, profilePath } from './node-profile/build-profile.js';

const root = new URL('../', import.meta.url);
fs.writeFileSync(new URL(profilePath, root), buildProfile(root));
