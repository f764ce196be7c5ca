import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where programs keep what they could do without, on this system; for users without a home, where temporary files are. */
export function stateFolders(
  { XDG_CACHE_HOME, LOCALAPPDATA }: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): readonly string[] {
  const ofPlatform: Partial<Record<NodeJS.Platform, string | undefined>> = {
    darwin: join(homedir(), 'Library', 'Caches'),
    win32: LOCALAPPDATA,
  };
  const cache = XDG_CACHE_HOME || (ofPlatform[platform] ?? join(homedir(), '.cache'));
  return [join(cache, 'coshift'), join(tmpdir(), 'coshift')];
}
