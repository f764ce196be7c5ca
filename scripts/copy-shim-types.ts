/**
 * Copies the declarations of the shim to where the check of types finds them when a project has not installed the shim
 * yet. Part of `npm run build`, after the build of the shim.
 */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';

const from = new URL('../shim/dist/', import.meta.url);
const to = new URL('../dist/shim-types/', import.meta.url);

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
for (const name of readdirSync(from).filter((each) => each.endsWith('.d.cts')))
  copyFileSync(new URL(name, from), new URL(name, to));
