import type { LockedVersions } from './locked-versions.js';

/**
 * Reads `yarn.lock`, which names packages by what is asked for:
 *
 *     "mongoose@^5.0.0", mongoose@^5.1.0:
 *       version "5.13.20"
 *
 * or since yarn 2 `"mongoose@npm:^5.0.0, mongoose@npm:^5.1.0":` and `version: 5.13.20`.
 */
export function yarnLock(text: string): LockedVersions {
  const versions = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (!/^[^\s#].*:$/.test(line)) continue;
    const version = /^\s+version:? "?([^"\s]+)"?$/.exec(lines[index + 1] ?? '')?.[1];
    const asked = line.slice(0, -1).replaceAll('"', '').split(', ');
    if (version !== undefined) for (const one of asked) versions.set(one, version);
  }
  return (_, name, range) => versions.get(`${name}@${range}`) ?? versions.get(`${name}@npm:${range}`);
}
