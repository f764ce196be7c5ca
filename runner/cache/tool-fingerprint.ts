import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { toolVersion } from '../tool-version.js';
import { digest } from './digest.js';

/** Libraries whose answers are in what is cached. */
const LIBRARIES = ['@babel/parser', '@babel/types', 'semver'];

/** Rooms of coshift whose code decides what becomes of a file. */
const ROOMS = ['core', 'syntax', 'analysis', 'conversion', 'transforms', 'runner'];

/**
 * Tells this coshift from every other one: by its code, since its version does not change with each change of it, and by the
 * libraries that it works with.
 */
export function toolFingerprint(): string {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const code = globSync(
    ROOMS.map((room) => `${room}/**/*.{js,ts}`),
    { cwd: root, ignore: ['**/*.d.ts'], absolute: true },
  );
  const texts = code.sort().map((path) => readFileSync(path));
  return digest(toolVersion, ...LIBRARIES.map(versionOf), ...texts);
}

function versionOf(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return `${name}@${version}`;
}
